package dev.jacquard.opencl.device;

import java.util.List;
import java.util.stream.Collectors;
import org.jocl.cl_mem;

/** Launches that do not depend on each other, which a team runs at the same time. */
final class Wave implements Team.Work {

  private final Step[] steps;
  private final Cut[] cuts;
  /** Of each step the first of the pieces that are shared now, and the number of all. */
  private final int[] begins;
  private boolean rest;
  private Session session;
  /** The pieces for each member. */
  private int each = 1;
  private boolean ran;

  Wave(List<Step> steps) {
    this.steps = steps.toArray(Step[]::new);
    this.cuts = new Cut[steps.size()];
    this.begins = new int[steps.size() + 1];
  }

  /** The names of the kernels. */
  String kernels() {
    return List.of(steps).stream().map(Step::kernel).collect(Collectors.joining(" + "));
  }

  /**
   * Runs it on the session's team, in as many pieces as it has lately been worth. The first time
   * PoCL may compile kernels, which tells nothing.
   *
   * @return how long it took, in nanoseconds
   */
  long run(cl_mem[] memory, Session on) {
    session = on;
    for (int k = 0; k < steps.length; k++) {
      cuts[k] = steps[k].cut(memory, on.team().members(), each);
    }
    long begin = System.nanoTime();
    share(false);
    share(true);
    long took = System.nanoTime() - begin;
    if (ran) {
      each = Cut.perMember(took / steps.length, each);
    }
    ran = true;
    return took;
  }

  private void share(boolean ofRest) {
    rest = ofRest;
    for (int k = 0; k < steps.length; k++) {
      begins[k + 1] = begins[k] + (ofRest ? cuts[k].rest() : cuts[k].even());
    }
    session.team().share(begins[steps.length], this);
  }

  @Override
  public void piece(int member, int piece) {
    int k = 0;
    while (piece >= begins[k + 1]) {
      k++;
    }
    steps[k].piece(member, piece - begins[k] + (rest ? cuts[k].even() : 0), session.queue(member));
  }
}
