package dev.jacquard.schedule.lower;

import static dev.jacquard.dsl.DType.I32;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The verifier refuses kernels that a faulty pass would make. */
class VerifierTest {

  private static final Expr ZERO = IntConst.index(0);
  private static final Expr ONE = new IntConst(I32, 1);
  private static final Buffer OUT = new Buffer("out", I32, Memory.GLOBAL, List.of(
      IntConst.index(4)));

  private static boolean verify(Stmt body) {
    Kernel kernel = new Kernel("k", List.of(OUT), List.of(), List.of(), List.of(), body);
    return Verifier.verify(new Program("k", List.of(), List.of(OUT), List.of(), List.of(),
        List.of(kernel), List.of(), List.of()));
  }

  private static void assertRefused(String part, Stmt body) {
    String message = assertThrows(CompilerBug.class, () -> verify(body)).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static Stmt store(Expr index, Expr value) {
    return new Stmt.Store("out", List.of(index), value);
  }

  @Test
  void whatIsDefinedPasses() {
    assertTrue(verify(new Stmt.For("i", ZERO, IntConst.index(4), LoopKind.SERIAL,
        store(new Var("i"), ONE))));
  }

  @Test
  void onlySerialLoopsAreLeft() {
    assertRefused("a loop that is not serial", new Stmt.For("i", ZERO, IntConst.index(4),
        LoopKind.PARALLEL, store(new Var("i"), ONE)));
  }

  @Test
  void variablesAreDefined() {
    assertRefused("the unknown variable i", store(new Var("i"), ONE));
    assertRefused("the undeclared variable x", store(ZERO, new Local("x", I32, 1)));
  }

  @Test
  void buffersAreKnown() {
    assertRefused("the unknown buffer in", store(ZERO, new Load("in", I32, List.of(ZERO))));
  }

  @Test
  void accessesHaveOneIndex() {
    assertRefused("an access of several indices",
        new Stmt.Store("out", List.of(ZERO, ZERO), ONE));
  }

  @Test
  void bothSidesOfAStoreHaveTheSameLanes() {
    assertRefused("different lanes", store(ZERO, new Broadcast(ONE, 4)));
  }
}
