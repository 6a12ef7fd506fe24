package dev.jacquard.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.cli.export.Export;
import dev.jacquard.cli.export.ExportFolder;
import dev.jacquard.cli.session.Built;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.Devices;
import dev.jacquard.cli.session.InputFiles;
import dev.jacquard.cli.session.ScheduleChoice;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.session.Workload;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Host statements that lowering writes for few programs only, around the kernel of a product.
class HostStatementsTest {

  @TempDir
  private Path folder;

  @Test
  void loopsConditionsAndAssertionsAreWrittenOut() throws Exception {
    Setting setting = new Setting(Workload.of("matmul", Sizes.parse("m=5,n=6,k=7")),
        Devices.find().choose(Optional.of("jvm"), OptionalInt.empty()), 1, InputFiles.NONE,
        Optional.of(folder.resolve("none.db")));
    Setting open = setting.with(setting.workload().open(List.of("m")));
    ChosenSchedule naive = ScheduleChoice.choose(open, Optional.of("naive"));
    Artifact plain = Built.emit(open, naive);
    Artifact wrapped = new Artifact(plain.backend(), wrapped(plain.program()), plain.sources(),
        plain.options());
    Export.write(wrapped, setting, naive, "", ExportFolder.of(folder.resolve("out")));
    Exported exported = new Exported(folder.resolve("out"));
    Path caller = Files.writeString(folder.resolve("Caller.java"), """
        class Caller {
          public static void main(String[] arguments) {
            try {
              new Matmul().run(101, new float[707], new float[42], new float[606]);
            } catch (IllegalArgumentException e) {
              System.out.println(e.getMessage());
            }
          }
        }
        """);
    exported.compile(caller);
    Exported.Ran ran = exported.run("MatmulExample");
    assertEquals(0, ran.code(), ran.err() + ran.out());
    assertEquals("Too many rows for \"quoted\" words.\n", exported.run("Caller").out());
    String text = exported.read("Matmul.java");
    assertTrue(text.contains("for (int t = 0; t < m - 2L; t++) {"), text);
    assertTrue(text.contains("if (t == 1L) {"), text);
    assertTrue(text.contains("} else {"), text);
  }

  private static Program wrapped(Program program) {
    Expr rows = program.sizes().getFirst();
    HostStmt check = new HostStmt.Assert(rows.le(100), "Too many rows for \"quoted\" words.");
    HostStmt choice = new HostStmt.If(new Var("t").eq(1), program.run(),
        List.of(new HostStmt.Loop("u", IntConst.index(1), List.of())));
    HostStmt loop = new HostStmt.Loop("t", rows.minus(2), List.of(choice));
    return new Program(program.name(), program.inputs(), program.outputs(), program.constants(),
        program.sizes(), program.kernels(), program.prepare(), List.of(check, loop));
  }
}
