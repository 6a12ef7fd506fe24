package dev.jacquard.cli.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FabricTest {

  @Test
  void clothIsAGreyImageWithDetail() {
    Tensor cloth = Fabric.weave(203, 301);
    assertEquals(DType.U8, cloth.type());
    assertArrayEquals(new long[] {203, 301}, cloth.shape());
    long[] values = cloth.toLongArray();
    assertTrue(Arrays.stream(values).distinct().count() > 50, "shades");
    assertTrue(Arrays.stream(values).max().getAsLong() > 200, "light weft");
  }

  @Test
  void theSameClothEveryTime() {
    assertTrue(Fabric.weave(60, 80).contentEquals(Fabric.weave(60, 80)));
  }
}
