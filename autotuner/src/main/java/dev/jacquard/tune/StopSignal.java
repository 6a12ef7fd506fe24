package dev.jacquard.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks a tuning run to end now: what runs is killed, and the best so far is the result. Safe for
 * use by several threads.
 *
 * <p>{@code try (StopSignal stop = StopSignal.onInterrupt()) { tune; print; }} makes an interrupt
 * from the keyboard do so, and keeps the JVM alive until the end of the block.
 */
public final class StopSignal implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 15;

  private final List<Runnable> listeners = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean stopped;

  /** A signal that only {@link #stop} gives. */
  public StopSignal() {}

  /** A signal that is given as well when the JVM is asked to end. */
  public static StopSignal onInterrupt() {
    StopSignal signal = new StopSignal();
    Thread hook = new Thread(signal::stopAndWait, "tuning-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    signal.onClose(hook);
    return signal;
  }

  private volatile Thread hook;

  private void onClose(Thread installed) {
    hook = installed;
  }

  private void stopAndWait() {
    stop();
    try {
      closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  public void stop() {
    List<Runnable> told;
    synchronized (this) {
      stopped = true;
      told = List.copyOf(listeners);
      listeners.clear();
    }
    told.forEach(Runnable::run);
  }

  public synchronized boolean isStopped() {
    return stopped;
  }

  /** Has {@code action} run when the signal is given; now if it was. */
  void onStop(Runnable action) {
    synchronized (this) {
      if (!stopped) {
        listeners.add(action);
        return;
      }
    }
    action.run();
  }

  /** What had to be done is done: the JVM may end. */
  @Override
  public void close() {
    closed.countDown();
    if (hook != null && !isStopped()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
