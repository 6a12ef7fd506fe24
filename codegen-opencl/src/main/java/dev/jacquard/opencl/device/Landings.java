package dev.jacquard.opencl.device;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The thread on which asynchronous runs end, in the order in which they were submitted. */
final class Landings {

  private static final class Holder {
    static final ExecutorService THREAD = Executors.newSingleThreadExecutor(task -> {
      Thread thread = new Thread(task, "jacquard-opencl-landings");
      thread.setDaemon(true);
      return thread;
    });
  }

  private Landings() {}

  static void add(Runnable landing) {
    Holder.THREAD.execute(landing);
  }
}
