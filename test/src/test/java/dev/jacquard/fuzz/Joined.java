package dev.jacquard.fuzz;

import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import java.util.ArrayList;
import java.util.List;

/** Programs whose kernels are built together: a build costs more than most of their runs. */
final class Joined {

  private Joined() {}

  /** One executable for each program, all relaxed or none; their kernels are one OpenCL program. */
  static List<Executable> load(Machine machine, List<Program> programs) {
    if (!(machine.backend() instanceof OpenClBackend backend)) {
      throw new IllegalArgumentException(machine.backend().name() + " joins no programs");
    }
    List<Program> renamed = new ArrayList<>();
    List<Kernel> kernels = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      renamed.add(renamed(programs.get(i), "s" + i + "_"));
      kernels.addAll(renamed.getLast().kernels());
    }
    Artifact all = backend.emit(new Program("joined", List.of(), List.of(), List.of(), List.of(),
        kernels, List.of(), List.of(), programs.getFirst().relaxed()), machine.device().target());
    return backend.load(renamed.stream().map(program -> new Artifact(all.backend(), program,
        all.sources(), all.options())).toList(), machine.device());
  }

  private static Program renamed(Program p, String prefix) {
    return new Program(p.name(), p.inputs(), p.outputs(), p.constants(), p.sizes(),
        p.kernels().stream().map(k -> new Kernel(prefix + k.name(), k.buffers(), k.sizes(),
            k.groups(), k.items(), k.body())).toList(), renamed(p.prepare(), prefix),
        renamed(p.run(), prefix), p.relaxed());
  }

  private static List<HostStmt> renamed(List<HostStmt> statements, String prefix) {
    return statements.stream().<HostStmt>map(statement -> switch (statement) {
      case HostStmt.Launch launch -> new HostStmt.Launch(prefix + launch.kernel());
      case HostStmt.Loop loop -> new HostStmt.Loop(loop.variable(), loop.extent(),
          renamed(loop.body(), prefix));
      case HostStmt.If choice -> new HostStmt.If(choice.condition(),
          renamed(choice.then(), prefix), renamed(choice.otherwise(), prefix));
      case HostStmt.Alloc alloc -> alloc;
      case HostStmt.Assert check -> check;
    }).toList();
  }
}
