package dev.jacquard.schedule.interpret;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatementTest {

  private static final Expr I = new Var("i");
  private static final Expr J = new Var("j");

  private static Expr n(long value) {
    return IntConst.index(value);
  }

  private static Buffer buffer(String name, DType type, Memory memory, long... shape) {
    return new Buffer(name, type, memory,
        java.util.Arrays.stream(shape).mapToObj(StatementTest::n).toList());
  }

  private static Tensor run(Stmt stmt, Tensor out) {
    Buffer buffer = new Buffer("out", out.type(), Memory.GLOBAL,
        java.util.Arrays.stream(out.shape()).mapToObj(StatementTest::n).toList(), out.layout());
    Interpreter.run(stmt, Map.of("out", buffer), Map.of("out", out), Map.of());
    return out;
  }

  private static Stmt set(Expr index, Expr value) {
    return new Stmt.Store("out", List.of(index), value.cast(I32));
  }

  private static Stmt loop(String variable, long min, long extent, LoopKind kind, Stmt body) {
    return new Stmt.For(variable, n(min), n(extent), kind, body);
  }

  @ParameterizedTest
  @EnumSource(LoopKind.class)
  void loopsOfEveryKindRunSerially(LoopKind kind) {
    Stmt s = loop("i", 1, 3, kind, set(I, I.times(10)));
    assertArrayEquals(new int[] {0, 10, 20, 30, 0}, run(s, Tensor.zeros(I32, 5)).toIntArray());
  }

  @Test
  void loopsWithoutExtentDoNothing() {
    Stmt s = loop("i", 0, -4, LoopKind.SERIAL, set(n(0), n(1)));
    assertEquals(0, run(s, Tensor.zeros(I32, 1)).getLong(0));
  }

  @Test
  void conditionsChooseAndLetsBind() {
    Stmt choice = new Stmt.If(I.rem(2).eq(0), set(I, n(1)), set(I, J));
    Stmt s = loop("i", 0, 4, LoopKind.SERIAL, new Stmt.Let("j", I.times(I), choice));
    assertArrayEquals(new int[] {1, 1, 1, 9}, run(s, Tensor.zeros(I32, 4)).toIntArray());
  }

  @Test
  void localsAreRegistersOfVectors() {
    Local sum = new Local("sum", I32, 2);
    Expr lanes = new Ramp(n(0), n(1), 2);
    Expr one = new Broadcast(new IntConst(I32, 1), 2);
    Stmt s = Stmt.Block.of(new Stmt.Declare(sum, one),
        loop("i", 0, 5, LoopKind.SERIAL, new Stmt.Assign(sum, sum.plus(lanes.cast(I32)))),
        new Stmt.Store("out", List.of(lanes), sum));
    assertArrayEquals(new int[] {1, 6}, run(s, Tensor.zeros(I32, 2)).toIntArray());
  }

  @Test
  void lanesAreAllReadBeforeOneIsStored() {
    Expr up = new Ramp(n(1), n(1), 3);
    Expr down = new Ramp(n(0), n(1), 3);
    Stmt s = new Stmt.Store("out", List.of(up), new Load("out", I32, List.of(down)));
    Tensor out = Tensor.of(new int[] {1, 2, 3, 4});
    assertArrayEquals(new int[] {1, 1, 2, 3}, run(s, out).toIntArray());
  }

  @Test
  void logicalIndicesGoThroughTheLayout() {
    Stmt s = loop("i", 0, 2, LoopKind.SERIAL, loop("j", 0, 3, LoopKind.SERIAL,
        new Stmt.Store("out", List.of(I, J), I.times(10).plus(J).cast(I32))));
    Tensor out = run(s, Tensor.zeros(I32, Layout.parse("1/2 0 1%2"), 2, 3));
    assertArrayEquals(new int[] {0, 1, 2, 10, 11, 12}, out.toIntArray());
  }

  @Test
  void aSingleIndexOfAnotherRankIsAnOffset() {
    Tensor out = run(set(n(4), n(7)), Tensor.zeros(I32, Layout.order(1, 0), 2, 3));
    assertEquals(7, out.getLong(0, 2));
  }

  @Test
  void newBuffersHoldPoison() {
    Buffer t = buffer("t", F32, Memory.PRIVATE, 2);
    Stmt s = new Stmt.Allocate(t, new Stmt.Store("out", List.of(n(0)),
        new Load("t", F32, List.of(n(1)))));
    assertEquals(Double.NaN, run(s, Tensor.zeros(F32, 1)).getDouble(0));
    Buffer u = buffer("t", I32, Memory.PRIVATE, 2);
    Stmt r = new Stmt.Allocate(u, set(n(0), new Load("t", I32, List.of(n(1)))));
    assertEquals(0xCDCDCDCD, run(r, Tensor.zeros(I32, 1)).getLong(0));
  }

  @Test
  void itemsMeetAtBarriersBeforeTheyAreMapped() {
    Buffer t = buffer("t", I32, Memory.LOCAL, 4);
    Stmt write = new Stmt.Store("t", List.of(I), I.cast(I32));
    Stmt read = set(I, new Load("t", I32, List.of(n(3).minus(I))));
    Stmt s = new Stmt.Allocate(t, loop("i", 0, 4, LoopKind.ITEM,
        Stmt.Block.of(write, new Stmt.Barrier(), read)));
    assertArrayEquals(new int[] {3, 2, 1, 0}, run(s, Tensor.zeros(I32, 4)).toIntArray());
  }

  @Test
  void anAccessOutsideNamesTheIndexAndTheVariables() {
    Stmt s = loop("i", 0, 9, LoopKind.SERIAL, set(I.plus(2), I));
    assertEquals("statement: out[4] is outside i32 (4), 4 elements in memory, at i = 2. "
        + "This is a bug in Jacquard. Please report it with this text and the program that caused "
        + "it.", assertThrows(CompilerBug.class, () -> run(s, Tensor.zeros(I32, 4))).getMessage());
  }

  @Test
  void tooManyIterationsEnd() {
    Stmt s = loop("i", 0, Long.MAX_VALUE, LoopKind.SERIAL, set(n(0), n(0)));
    Interpreter.Options few = new Interpreter.Options(false, false, 1000);
    Unsupported stopped = assertThrows(Unsupported.class, () -> Interpreter.run(s,
        Map.of("out", buffer("out", I32, Memory.GLOBAL, 1)),
        Map.of("out", Tensor.zeros(I32, 1)), Map.of(), few));
    assertEquals("At StatementTest.java:N: The interpreter stopped the statement after 1000 loop "
        + "iterations. Use smaller sizes, or another backend.",
        stopped.getMessage().replaceFirst(":\\d+", ":N"));
  }
}
