package dev.jacquard.opencl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Instruction;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.schedule.Instructions;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.lower.Lower;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Hardware instructions are probed before they are used. */
@RequiresOpenCl
class InstructionsTest {

  private final OpenClBackend backend = new OpenClBackend();
  private final Device device = backend.devices().getFirst();

  private static Program program(Instruction instruction) {
    Algorithm algorithm = Algorithm.of(instruction.meaning());
    return Lower.lower(algorithm, Schedule.of(algorithm).tensorize("l", instruction));
  }

  private void probes(Instruction instruction) {
    assumeTrue(device.target().features().contains(instruction.needs()),
        () -> "the processor lacks " + instruction.needs());
    Artifact artifact = backend.emit(program(instruction), device.target());
    try (Executable executable = backend.load(artifact, device)) {
      assertEquals("d", executable.program().name());
    }
  }

  @Test
  void bytes() {
    probes(Instructions.VPDPBUSD);
  }

  @Test
  void smallFloats() {
    probes(Instructions.VDPBF16PS);
  }

  @Test
  void anInstructionThatMeansSomethingElseIsRefused() {
    Instruction right = Instructions.VPDPBUSD;
    Instruction wrong = new Instruction("wrong_dot", "anything", "acc = as_int16(a);",
        right.type(), right.lanes(), right.group(), right.operands(), right.term());
    Target target = device.target();
    Target having = new Target(target.kind(), target.vectorBytes(), target.computeUnits(),
        target.maxGroupItems(), target.localBytes(), target.registerBytes(), target.globalBytes(),
        target.doubles(), Set.of("anything"));
    Program program = program(wrong);
    Unsupported error = assertThrows(Unsupported.class,
        () -> ProbeInstructions.check(program, backend, new Found(new Device(device.id(),
            device.backend(), device.name(), device.driver(), having),
            Partition.find(device.id()).platform(), Partition.find(device.id()).id(),
            Partition.find(device.id()).limits(), List.of())));
    assertTrue(error.getMessage().startsWith("d uses the instruction wrong_dot, which "
        + device.id() + " (" + device.name() + ") does not carry out. Leave tensorize out there: "
            + "d"), error.getMessage());
  }

  @Test
  void aDeviceWithoutItIsTold() {
    Program program = program(Instructions.VPDPBUSD);
    Unsupported error = assertThrows(Unsupported.class,
        () -> backend.emit(program, Target.AVX512));
    assertEquals("d uses the instruction vpdpbusd, which needs avx512_vnni; this device has no such"
        + " features. Leave tensorize out, or run it where that is.", error.getMessage());
  }
}
