package dev.jacquard.benchmarks.engine;

import java.util.List;

/** A library that can do some ops, each in one or more forms. */
interface Engine {

  /** The library's version and what else identifies it. */
  String version();

  /** Every form in which it does this work, ready to run; empty if it cannot. */
  List<Form> forms(Work work);
}
