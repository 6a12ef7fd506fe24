package dev.jacquard.schedule.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final Dim N = new Dim("n", 64);

  private final List<Buffer> temporaries = new ArrayList<>();
  private final List<Kernel> kernels = new ArrayList<>();

  private Buffer temporary(String name, Expr extent) {
    Buffer buffer = new Buffer(name, DType.F32, Memory.GLOBAL, List.of(extent));
    temporaries.add(buffer);
    return buffer;
  }

  private void kernel(Buffer... buffers) {
    kernels.add(new Kernel("k" + kernels.size(), List.of(buffers), List.of(), List.of(), List.of(),
        Stmt.Block.EMPTY));
  }

  private Plan plan(long n) {
    List<HostStmt> statements = Stream.concat(temporaries.stream().map(HostStmt.Alloc::new),
        kernels.stream().map(kernel -> (HostStmt) new HostStmt.Launch(kernel.name()))).toList();
    return plan(statements, n);
  }

  private Plan plan(List<HostStmt> statements, long n) {
    Program program = new Program("p", List.of(), List.of(), List.of(), List.of(N), kernels,
        List.of(), statements);
    return Plan.of(program, statements, Map.of("n", n), 64);
  }

  @Test
  void aChainNeedsTwoOfItsTemporariesAtATime() {
    Buffer before = temporary("t0", N);
    for (int i = 1; i < 20; i++) {
      Buffer next = temporary("t" + i, N);
      kernel(before, next);
      before = next;
    }
    assertEquals(2 * 4 * 64, plan(64).slabBytes(), "of 20 * 4 * 64");
    assertEquals(2 * 4 * 128, plan(128).slabBytes());
  }

  @Test
  void whatIsReadLateLivesLong() {
    Buffer kept = temporary("kept", N);
    Buffer a = temporary("a", N);
    Buffer b = temporary("b", N);
    Buffer c = temporary("c", N);
    kernel(kept);
    kernel(a);
    kernel(a, b);
    kernel(b, c);
    kernel(c, kept);
    Plan plan = plan(64);
    assertEquals(3 * 4 * 64, plan.slabBytes());
    long place = plan.temporaries().get("kept").offset();
    assertTrue(Stream.of("a", "b", "c").allMatch(name ->
        plan.temporaries().get(name).offset() != place), plan.toString());
  }

  @Test
  void aTemporaryOfALoopLivesThroughAllItsSteps() {
    Buffer state = temporary("state", N);
    Buffer step = temporary("step", N);
    kernel(state, step);
    kernel(step, state);
    Plan plan = plan(List.of(new HostStmt.Alloc(state), new HostStmt.Alloc(step),
        new HostStmt.Loop("t", IntConst.index(3), List.of(new HostStmt.Launch("k0"),
            new HostStmt.Launch("k1")))), 64);
    assertEquals(6, plan.launches().size());
    assertEquals(2 * 4 * 64, plan.slabBytes());
  }

  @Test
  void aShapeMayNotFollowALoop() {
    Buffer step = temporary("step", new Dim("t", 1));
    List<HostStmt> growing = List.of(new HostStmt.Loop("t", IntConst.index(3),
        List.of(new HostStmt.Alloc(step))));
    String message = assertThrows(CompilerBug.class, () -> plan(growing, 64)).getMessage();
    assertTrue(message.startsWith("the temporary step changes its shape in a loop."), message);
  }

  @Test
  void piecesThatMeetLieApart() {
    for (int seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Slab.Piece> pieces = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        int first = random.nextInt(10);
        int last = first + random.nextInt(4);
        pieces.add(new Slab.Piece("p" + i, random.nextInt(500), first, last, first, last));
      }
      assertApart(pieces, Slab.of(pieces, 16), "seed " + seed);
    }
  }

  private static void assertApart(List<Slab.Piece> pieces, Slab slab, String seed) {
    for (Slab.Piece a : pieces) {
      long begin = slab.offsets().get(a.name());
      assertEquals(0, begin % 16, seed);
      assertTrue(begin + a.bytes() <= slab.bytes(), seed);
      for (Slab.Piece b : pieces) {
        long other = slab.offsets().get(b.name());
        assertTrue(a == b || !a.meets(b) || begin + a.bytes() <= other
            || other + b.bytes() <= begin, () -> "%s: %s, %s".formatted(seed, a, b));
      }
    }
    long most = Arrays.stream(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}).mapToLong(launch ->
        pieces.stream().filter(p -> p.first() <= launch && launch <= p.last())
            .mapToLong(Slab.Piece::bytes).sum()).max().orElseThrow();
    assertTrue(slab.bytes() >= most && slab.bytes() <= 2 * most + 500, seed);
  }
}
