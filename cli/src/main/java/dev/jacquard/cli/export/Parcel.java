package dev.jacquard.cli.export;

import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.ir.Program;

/**
 * What is taken home.
 *
 * @param packageName of the classes; empty for none
 * @param className of the class; its example's ends in {@code Example}
 * @param artifact the program, with the sizes that were left open as its sizes
 * @param setting where it was made, with a value for every size
 */
record Parcel(String packageName, String className, Artifact artifact, Setting setting,
    ChosenSchedule schedule) {

  Program program() {
    return artifact.program();
  }

  boolean isOpenCl() {
    return artifact.backend().equals("opencl");
  }

  /** The folder of the classes within the export, with a slash at its end if there is one. */
  String place() {
    return packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
  }

  String qualified(String name) {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }
}
