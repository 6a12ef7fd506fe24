package dev.jacquard.opencl.device;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread on which asynchronous runs end, in the order in which they were submitted. */
final class Landings {

  private static final class Holder {
    static final ThreadPoolExecutor EXECUTOR = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(), task -> thread = Thread.ofPlatform().daemon()
            .name("jacquard-opencl-landings").unstarted(task));
  }

  private static volatile Thread thread;

  private Landings() {}

  static void add(Runnable landing) {
    Holder.EXECUTOR.execute(landing);
  }

  /** Waits for all that was added so far; on the very thread, carries it out. */
  static void settle() {
    if (Thread.currentThread() != thread) {
      CompletableFuture.runAsync(() -> { }, Holder.EXECUTOR).join();
      return;
    }
    Runnable landing = Holder.EXECUTOR.getQueue().poll();
    while (landing != null) {
      landing.run();
      landing = Holder.EXECUTOR.getQueue().poll();
    }
  }
}
