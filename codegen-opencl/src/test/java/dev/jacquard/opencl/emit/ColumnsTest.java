package dev.jacquard.opencl.emit;

import static dev.jacquard.dsl.DType.F32;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Memory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ColumnsTest {

  private static Optional<Integer> column(Memory memory, int rows, int base, int stride) {
    Buffer buffer = new Buffer("t", F32, memory,
        List.of(IntConst.index(rows), IntConst.index(4)));
    return Columns.of(buffer, new Ramp(IntConst.index(base), IntConst.index(stride), 4));
  }

  @Test
  void aColumnOfAPrivateSquareIsOne() {
    assertEquals(Optional.of(3), column(Memory.PRIVATE, 4, 3, 4));
    assertEquals(Optional.empty(), column(Memory.LOCAL, 4, 3, 4));
    assertEquals(Optional.empty(), column(Memory.PRIVATE, 5, 3, 4));
    assertEquals(Optional.empty(), column(Memory.PRIVATE, 4, 4, 4));
    assertEquals(Optional.empty(), column(Memory.PRIVATE, 4, 3, 3));
  }

  @Test
  void halvesOfTheLanesMesh() {
    assertEquals("""
        float4 meshed_float4(float4 a, float4 b, int high) {
          return high ? __builtin_shufflevector(a, b, 2, 6, 3, 7)
              : __builtin_shufflevector(a, b, 0, 4, 1, 5);
        }
        """, Columns.meshed("float4", 4));
  }
}
