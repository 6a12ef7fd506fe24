package dev.jacquard.cli;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Program;
import java.util.List;

/** A backend whose runtime is not installed. */
public final class AbsentBackend implements Backend {

  @Override
  public String name() {
    return "absent";
  }

  @Override
  public List<Device> devices() {
    return List.of();
  }

  @Override
  public String missing() {
    return "Its driver is not installed: apt-get install absent-driver.";
  }

  @Override
  public Artifact emit(Program program, Target target) {
    throw new CompilerBug("an absent backend was asked to emit");
  }

  @Override
  public Executable load(Artifact artifact, Device device) {
    throw new CompilerBug("an absent backend was asked to load");
  }
}
