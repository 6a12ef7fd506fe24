package dev.jacquard.schedule.interpret;

import static dev.jacquard.dsl.DType.I32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelTest {

  private static final Dim N = new Dim("n", 8);
  private static final Expr G = new Var("g");
  private static final Expr I = new Var("i");
  private static final Expr FOUR = IntConst.index(4);
  private static final Buffer IN = new Buffer("in", I32, Memory.GLOBAL, List.of(N));
  private static final Buffer OUT = new Buffer("out", I32, Memory.GLOBAL, List.of(N));
  private static final Buffer TILE = new Buffer("tile", I32, Memory.LOCAL, List.of(FOUR));
  private static final String REPORT = " This is a bug in Jacquard. Please report it with this "
      + "text and the program that caused it.";

  private static final Stmt FILL = new Stmt.Store("tile", List.of(I),
      new Load("in", I32, List.of(G.times(4).plus(I))));
  private static final Stmt REVERSE = new Stmt.Store("out", List.of(G.times(4).plus(I)),
      new Load("tile", I32, List.of(IntConst.index(3).minus(I))));

  /** {@code body} by groups of four items, over n elements. */
  private static Program program(Stmt body) {
    Kernel kernel = new Kernel("reverse", List.of(IN, OUT), List.of(N),
        List.of(new Kernel.Axis("g", N.div(4))), List.of(new Kernel.Axis("i", FOUR)), body);
    return new Program("reverse", List.of(IN), List.of(OUT), List.of(), List.of(N),
        List.of(kernel), List.of(), List.of(new HostStmt.Launch("reverse")));
  }

  private static Tensor run(Program program, Interpreter.Options options) {
    InterpreterBackend backend = new InterpreterBackend(options);
    Executable executable = backend.load(backend.emit(program, null),
        backend.devices().getFirst());
    Tensor out = Tensor.zeros(I32, 8);
    executable.run(Tensor.of(new int[] {1, 2, 3, 4, 5, 6, 7, 8}), out);
    return out;
  }

  private static Tensor run(Stmt body) {
    return run(program(body), Interpreter.Options.PROGRAM);
  }

  private static String bug(Stmt body) {
    return assertThrows(CompilerBug.class, () -> run(body)).getMessage();
  }

  @Test
  void itemsReverseTheirGroupThroughLocalMemory() {
    Stmt body = new Stmt.Allocate(TILE, Stmt.Block.of(FILL, new Stmt.Barrier(), REVERSE));
    assertArrayEquals(new int[] {4, 3, 2, 1, 8, 7, 6, 5}, run(body).toIntArray());
  }

  @Test
  void aMissingBarrierShows() {
    Stmt body = new Stmt.Allocate(TILE, Stmt.Block.of(FILL, REVERSE));
    assertEquals("kernel reverse, tile: a race: item 2 of group 0 writes element 2, which item 1 "
        + "of group 0 read with no barrier between." + REPORT, bug(body));
  }

  @Test
  void aBarrierInALoopNeedsOneMoreAtItsEnd() {
    Stmt turn = Stmt.Block.of(FILL, new Stmt.Barrier(), REVERSE);
    Stmt body = new Stmt.Allocate(TILE, new Stmt.For("r", IntConst.index(0), IntConst.index(2),
        LoopKind.SERIAL, turn));
    assertArrayEquals(new int[] {4, 3, 2, 1, 8, 7, 6, 5}, run(body).toIntArray(),
        "the second turn writes the same values, which is no race");
    Stmt other = new Stmt.Store("tile", List.of(I), new Var("r").cast(I32));
    Stmt wrong = new Stmt.Allocate(TILE, new Stmt.For("r", IntConst.index(0), IntConst.index(2),
        LoopKind.SERIAL, Stmt.Block.of(other, new Stmt.Barrier(), REVERSE)));
    assertEquals("kernel reverse, tile: a race: item 0 of group 0 writes element 0, which item 3 "
        + "of group 0 read with no barrier between." + REPORT, bug(wrong));
  }

  @Test
  void aDivergentBarrierIsRefused() {
    Stmt body = new Stmt.Allocate(TILE, new Stmt.If(I.lt(3), new Stmt.Barrier()));
    assertEquals("kernel reverse: a divergent barrier in group 0: the condition i < 3 is 1 for "
        + "item 0, but 0 for item 3, so that not all items reach the barrier inside." + REPORT,
        bug(body));
    Stmt loop = new Stmt.For("k", IntConst.index(0), I, LoopKind.SERIAL, new Stmt.Barrier());
    assertEquals("kernel reverse: a divergent barrier in group 0: the extent of loop k is 0 for "
        + "item 0, but 1 for item 1, so that not all items reach the barrier inside." + REPORT,
        bug(loop));
  }

  @Test
  void aUniformBranchMayHoldABarrier() {
    Stmt body = new Stmt.Allocate(TILE, Stmt.Block.of(FILL,
        new Stmt.If(G.eq(0), new Stmt.Barrier(), new Stmt.Barrier()), REVERSE));
    assertArrayEquals(new int[] {4, 3, 2, 1, 8, 7, 6, 5}, run(body).toIntArray());
  }

  @Test
  void racesBetweenGroupsAreFoundWhereWanted() {
    Stmt body = new Stmt.Store("out", List.of(IntConst.index(0)), G.cast(I32));
    Interpreter.Options watch = new Interpreter.Options(true, true, 1000);
    assertEquals("kernel reverse, out: a race: item 0 of group 1 writes element 0, which item 3 "
        + "of group 0 wrote with no barrier between." + REPORT, assertThrows(CompilerBug.class,
            () -> run(program(body), watch)).getMessage());
    assertEquals(1, run(body).getLong(0));
  }

  @Test
  void anAccessOutsideNamesKernelGroupAndItem() {
    Stmt body = new Stmt.Store("out", List.of(G.times(5).plus(I)), I.cast(I32));
    assertEquals("kernel reverse: out[8] is outside i32 (8), 8 elements in memory, at n = 8, g = "
        + "1, i = 3." + REPORT, bug(body));
  }

  @Test
  void privateMemoryIsUndefinedForEachItem() {
    Buffer own = new Buffer("own", I32, Memory.PRIVATE, List.of(IntConst.index(1)));
    Expr at = IntConst.index(0);
    Stmt first = new Stmt.If(G.plus(I).eq(0), new Stmt.Store("own", List.of(at),
        new IntConst(I32, 9)));
    Stmt copy = new Stmt.Store("out", List.of(G.times(4).plus(I)), new Load("own", I32,
        List.of(at)));
    int poison = 0xCDCDCDCD;
    assertArrayEquals(new int[] {9, poison, poison, poison, poison, poison, poison, poison},
        run(new Stmt.Allocate(own, Stmt.Block.of(first, copy))).toIntArray());
  }
}
