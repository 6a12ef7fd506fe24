package dev.jacquard.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpsTest {

  @Test
  void theOpsAreThese() {
    assertEquals(List.of("matmul", "matmulTransposed", "batchedMatmul",
        "matmulI8", "matmulU8I8", "matmulBf16", "conv2d", "capsuleConv", "softmax", "blur",
            "layernorm", "rmsnorm", "biasGelu", "biasGeluTanh", "sum", "transpose", "attention",
            "causalAttention", "depthwiseConv2d", "blur3x3", "unsharp", "harris",
            "winogradConv2d", "im2colConv2d"),
        Ops.all().stream().map(Op::name).toList());
  }

  @Test
  void listedSizesAreTheAlgorithms() {
    for (Op op : Ops.all()) {
      assertEquals(new HashSet<>(op.algorithm().dims()), new HashSet<>(op.dims()), op.name());
      assertEquals(List.of(), op.algorithm().with(op.sizes()).dims(), op.name());
    }
  }

  @Test
  void sizesHaveTheirDefaults() {
    assertEquals(List.of("m=1024,n=1024,k=1024", "m=1024,n=1024,k=1024",
            "b=64,m=128,n=128,k=128", "m=1024,n=1024,k=1024", "m=1024,n=1024,k=1024",
            "m=1024,n=1024,k=1024",
            "n=8,h=56,w=56,ci=64,co=64,kh=3,kw=3,stride=1,padding=1",
            "n=32,ci=32,co=32,h=15,w=15,k=3,stride=2", "rows=4096,columns=1024",
            "h=1920,w=2560,radius=1", "rows=4096,columns=1024", "rows=4096,columns=1024",
            "rows=4096,columns=1024", "rows=4096,columns=1024", "n=4194304",
            "rows=2048,columns=2048", "h=8,n=512,m=512,d=64", "h=8,n=512,d=64",
            "n=1,h=56,w=56,c=128,k=3,stride=1,padding=1", "h=1920,w=2560", "h=1920,w=2560",
            "h=1920,w=2560", "n=1,h=56,w=56,ci=64,co=64,padding=1",
            "n=1,h=56,w=56,ci=64,co=64,kh=3,kw=3,stride=1,padding=1"),
        Ops.all().stream().map(op -> op.sizes().toString()).toList());
  }

  @Test
  void capsulesAreTheLayerOfThePaper() {
    Algorithm capsules = Ops.find("capsuleConv").algorithm();
    Func v = capsules.with(Ops.find("capsuleConv").sizes()).outputs().getFirst();
    assertEquals("[[0, 32), [0, 32), [0, 7), [0, 7), [0, 4), [0, 4)]",
        v.ranges().toString());
  }

  @Test
  void opsCompose() {
    Dim n = Dsl.dim("n", 8);
    Func square = MatMul.matmul("S", Dsl.input("A", DType.F32, n, n),
        Dsl.input("B", DType.F32, n, n));
    Func soft = Softmax.softmax("Y", square);
    assertEquals(List.of("S", "Y.exp.max", "Y.exp", "Y.scale.sum", "Y.scale", "Y"),
        Algorithm.of(soft).funcs().stream().map(Func::name).toList());
  }

  @Test
  void unknownOpIsNamedWithItsNearest() {
    assertEquals("Unknown op \"matmull\". Give one of: matmul, matmulTransposed, batchedMatmul, "
        + "matmulI8, matmulU8I8, matmulBf16, conv2d, capsuleConv, softmax, blur, layernorm, "
        + "rmsnorm, biasGelu, biasGeluTanh, sum, transpose, attention, causalAttention, "
        + "depthwiseConv2d, blur3x3, unsharp, harris, winogradConv2d, im2colConv2d. Did you mean "
        + "matmul? A file is named with its ending: MyOp.java.",
        assertThrows(UserError.class, () -> Ops.find("matmull")).getMessage());
    assertEquals("Unknown op \"fft\". Give one of: matmul, matmulTransposed, batchedMatmul, "
        + "matmulI8, matmulU8I8, matmulBf16, conv2d, capsuleConv, softmax, blur, layernorm, "
        + "rmsnorm, biasGelu, biasGeluTanh, sum, transpose, attention, causalAttention, "
        + "depthwiseConv2d, blur3x3, unsharp, harris, winogradConv2d, im2colConv2d. A file is "
        + "named with its ending: MyOp.java.",
        assertThrows(UserError.class, () -> Ops.find("fft")).getMessage());
  }

  @Test
  void blurRefusesSumsBeyond16Bits() {
    assertEquals("Size radius = 8 is not allowed: it must lie in [0, 7]. Give another.",
        assertThrows(UserError.class, () -> Ops.find("blur").algorithm().with(
            Sizes.parse("radius=8"))).reason());
  }
}
