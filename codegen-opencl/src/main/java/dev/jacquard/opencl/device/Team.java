package dev.jacquard.opencl.device;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that share the work of the thread which leads them, as OpenMP's do: member 0 is whoever
 * calls {@link #share}, the others are awake for a while after each work and then sleep. Each
 * member has a run of pieces that lie side by side, the same ones each time, and when it is done
 * with them takes what is left of the others': who is late or asleep holds nobody up.
 */
final class Team {

  /** What can be cut into pieces that any member may do, in any order. */
  interface Work {
    void piece(int member, int piece);
  }

  private static final long AWAKE_NANOS = 1_000_000;
  private static final int GLANCES = 64;
  /** Counters of different members lie in different cache lines. */
  private static final int APART = 16;

  private final Helper[] helpers;
  private final AtomicIntegerArray next;
  private final AtomicInteger inside = new AtomicInteger();
  private volatile long turn;
  private volatile Work work;
  private volatile Throwable failure;
  private int pieces;

  Team(int members) {
    this.helpers = new Helper[members - 1];
    this.next = new AtomicIntegerArray(members * APART);
    for (int k = 0; k < helpers.length; k++) {
      helpers[k] = new Helper(k + 1);
    }
  }

  int members() {
    return helpers.length + 1;
  }

  /**
   * Does all pieces; to be called by one thread at a time.
   *
   * @throws RuntimeException what a piece threw; then some pieces may not have been done
   */
  void share(int count, Work given) {
    if (count < 2 || helpers.length == 0) {
      for (int piece = 0; piece < count; piece++) {
        given.piece(0, piece);
      }
      return;
    }
    open(count, given);
    try {
      take(0, given);
    } finally {
      work = null;
      while (inside.get() != 0) {
        Thread.onSpinWait();
      }
    }
    rethrow();
  }

  private void open(int count, Work given) {
    pieces = count;
    for (int member = 0; member < members(); member++) {
      next.setPlain(member * APART, begin(member));
    }
    work = given;
    turn++;
    for (Helper helper : helpers) {
      helper.wake();
    }
  }

  private int begin(int member) {
    return (int) ((long) member * pieces / members());
  }

  private void take(int member, Work given) {
    for (int k = 0; k < members(); k++) {
      int owner = (member + k) % members();
      int end = begin(owner + 1);
      int piece = next.getAndIncrement(owner * APART);
      while (piece < end) {
        given.piece(member, piece);
        piece = next.getAndIncrement(owner * APART);
      }
    }
  }

  private void rethrow() {
    Throwable thrown = failure;
    failure = null;
    switch (thrown) {
      case null -> { }
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(thrown);
    }
  }

  /**
   * Counts itself in before it looks for the work, which the leader takes away before it waits for
   * those who are in.
   */
  private void join(int member) {
    inside.incrementAndGet();
    try {
      Work given = work;
      if (given != null) {
        take(member, given);
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      inside.decrementAndGet();
    }
  }

  private final class Helper implements Runnable {
    private final int member;
    private final Thread thread;
    private volatile boolean asleep;
    private long seen;

    Helper(int member) {
      this.member = member;
      this.thread = Thread.ofPlatform().daemon().name("jacquard-opencl-" + member).unstarted(this);
      thread.start();
    }

    @Override
    public void run() {
      while (true) {
        long since = System.nanoTime();
        while (turn == seen && System.nanoTime() - since < AWAKE_NANOS) {
          for (int glance = 0; glance < GLANCES && turn == seen; glance++) {
            Thread.onSpinWait();
          }
        }
        sleep();
        seen = turn;
        join(member);
      }
    }

    /** Unless there is work: a turn begins before the leader looks who sleeps. */
    private void sleep() {
      asleep = true;
      while (turn == seen) {
        LockSupport.park(this);
      }
      asleep = false;
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(thread);
      }
    }
  }
}
