package dev.jacquard.schedule.backend;

import dev.jacquard.schedule.ir.Program;
import java.util.List;

/** A way of running programs. Found by {@code ServiceLoader}. */
public interface Backend {

  /** A short lower-case name: {@code opencl}, {@code jvm}, {@code aparapi}, {@code interpreter}. */
  String name();

  /** The devices it can run on now; empty where its runtime is missing (see {@link #missing}). */
  List<Device> devices();

  /** Why {@link #devices} is empty and what to do about it, as one line; empty if it is not. */
  default String missing() {
    return "";
  }

  /**
   * The program as text. Needs no device.
   *
   * @throws dev.jacquard.dsl.Unsupported for what this backend cannot say, by name
   */
  Artifact emit(Program program, Target target);

  /**
   * The artifact, built for a device.
   *
   * @throws dev.jacquard.dsl.CompilerBug if the generated text does not compile; with the build log
   */
  Executable load(Artifact artifact, Device device);
}
