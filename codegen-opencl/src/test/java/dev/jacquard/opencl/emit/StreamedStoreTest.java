package dev.jacquard.opencl.emit;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.StoreHint;
import dev.jacquard.schedule.lower.Lower;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stores past the caches: whole aligned vectors only. */
class StreamedStoreTest {

  private static List<String> streamed(String sizes, Target target) {
    Dim n = dim("n", 64);
    Var i = var("i");
    Var j = var("j");
    Input x = input("x", F32, n, n);
    Schedule schedule = Schedule.of(func("y", i, j).is(x.at(i, j).times(2))).parallel("i")
        .vectorize("j", 16).storeHint(StoreHint.STREAM);
    String text = new OpenClBackend().emit(Lower.lower(
        schedule.nest().algorithm().with(Sizes.parse(sizes)), schedule), target).text();
    return text.lines().filter(line -> line.contains("__builtin_nontemporal_store(")).toList();
  }

  @Test
  void alignedVectorsOnly() {
    assertEquals(1, streamed("n=64", Target.AVX512).size());
    assertEquals(0, streamed("n=65", Target.AVX512).size(), "65 columns: rows begin anywhere");
    assertEquals(0, streamed("n=64", Target.GPU).size(), "no function for it");
  }

  @Test
  void theValueHasTheAlignedType() {
    String store = streamed("n=64", Target.AVX512).getFirst();
    assertTrue(store.contains("__builtin_nontemporal_store((float16)("), store);
  }
}
