package dev.jacquard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Wrong usage: exit code 2, nothing on stdout, the whole message on stderr. */
class UsageTest {

  private static void refuses(String message, Ran ran) {
    assertEquals("", ran.out());
    assertTrue(ran.err().endsWith(message + "\n"), ran.err());
    assertEquals(2, ran.code(), ran.err());
  }

  @Test
  void unknownOp() {
    refuses("Unknown op \"matmull\". Give one of: matmul, matmulTransposed, batchedMatmul, "
        + "matmulI8, matmulU8I8, matmulBf16, conv2d, capsuleConv, softmax, blur, layernorm, "
        + "rmsnorm, biasGelu, biasGeluTanh, sum, transpose, attention, causalAttention, "
        + "depthwiseConv2d, blur3x3, unsharp, harris, winogradConv2d, im2colConv2d. Did you mean "
        + "matmul? A file is named with its ending: MyOp.java.",
        Ran.of("run", "matmull"));
  }

  @Test
  void unknownSize() {
    refuses("Unknown size \"q\" of matmul. Its sizes, with their defaults: m=1024,n=1024,k=1024.",
        Ran.of("run", "matmul", "--size", "q=3"));
  }

  @Test
  void sizeThatIsGivenTwice() {
    refuses("The size m is given twice in \"m=3,n=4,m=5\". Give it once.",
        Ran.of("run", "matmul", "--size", "m=3,n=4,m=5"));
  }

  @Test
  void aNearNameIsSuggested() {
    refuses("Unknown size \"row\" of softmax. Its sizes, with their defaults: "
        + "rows=4096,columns=1024. Did you mean rows?",
        Ran.of("run", "softmax", "--size", "row=3"));
    refuses("Unknown schedule \"untund\". Give reference, naive, untuned, hand, tuned, or a file "
        + "that ends in .json. Did you mean untuned?",
        Ran.onInterpreter("run matmul --schedule untund"));
    refuses("Unknown stage \"kernels\" of --show. Give one of: algorithm, schedule, nest, cost, "
        + "passes, kernel. Did you mean kernel?", Ran.onInterpreter("run matmul --show kernels"));
    refuses("Unknown input \"x\". Give one of: X: f32[4096, 1024]. Did you mean X?",
        Ran.of("run", "softmax", "--input", "x=q.npy"));
    refuses("Unknown suite \"tinny\". Suites: tiny. Did you mean tiny?", Ran.of("bench", "tinny"));
  }

  @Test
  void sizesThatDoNotFitTogether() {
    refuses("Func V at CapsuleConv.java:63: the range of y is [0, -7), which ends before it begins."
        + " Give larger sizes, or the range itself.",
        Ran.of("run", "capsuleConv", "--size", "k=30"));
  }

  @Test
  void theReferenceEvaluatorHasNothingToExplain() {
    refuses("--schedule reference: the reference evaluator needs no schedule, so there is nothing "
        + "to explain. Give naive, untuned, hand, tuned, or a file that ends in .json.",
        Ran.onInterpreter("explain matmul --schedule reference"));
    refuses("--show kernel: the reference evaluator has no kernel; only its algorithm can be "
        + "shown. Give --show algorithm.",
        Ran.onInterpreter("run matmul --schedule reference --show kernel"));
  }

  @Test
  void repetitions() {
    for (String command : new String[] {"run", "tune"}) {
      refuses("--repeat 0: give the number of runs, 1 or more.",
          Ran.onInterpreter(command + " matmul --repeat 0"));
    }
  }

  @Test
  void filesToWriteAreLookedAtBeforeTheWork() {
    refuses("no/such/c.npy: cannot be written: the folder does not exist. Make it first.",
        Ran.onInterpreter("run matmul --output no/such/c.npy"));
    refuses("no/such/s.json: cannot be written: the folder does not exist. Make it first.",
        Ran.onInterpreter("tune matmul --output no/such/s.json"));
    refuses("target: cannot be written: it is a folder. Name a file.",
        Ran.onInterpreter("tune matmul --output target"));
  }

  @Test
  void sizeThatIsNoNumber() {
    refuses("Cannot read the size \"m=x\" in \"m=x\". Write name=number, as in n=32,k=3.",
        Ran.of("tune", "matmul", "--size", "m=x"));
  }

  @Test
  void sizeThatItsFactsForbid() {
    refuses("Size radius = 8 is not allowed: it must lie in [0, 7]. Give another.",
        Ran.of("run", "blur", "--size", "radius=8"));
  }

  @Test
  void unknownScheduleAndScheduleFile() {
    refuses("Unknown schedule \"fast\". Give reference, naive, untuned, hand, tuned, or a file "
        + "that ends in .json.", Ran.onInterpreter("run matmul --schedule fast"));
    refuses("--schedule hand: there is no schedule of blur that is written by hand for CPUs. "
        + "The ops that have one: matmul, matmulTransposed, batchedMatmul, matmulI8, matmulU8I8, "
        + "matmulBf16, conv2d, capsuleConv, softmax, layernorm, rmsnorm, biasGelu, biasGeluTanh, "
        + "sum, transpose, attention, causalAttention, depthwiseConv2d, blur3x3, unsharp, harris, "
        + "winogradConv2d, im2colConv2d. Give naive, untuned, tuned, or a file that ends in .json.",
        Ran.onInterpreter("run blur --schedule hand"));
    refuses("no/such.json: there is no such schedule file.",
        Ran.onInterpreter("run matmul --schedule no/such.json"));
  }

  @Test
  void unknownStage() {
    refuses("Unknown stage \"ptx\" of --show. Give one of: algorithm, schedule, nest, cost, "
        + "passes, kernel.",
        Ran.onInterpreter("explain matmul --show nest,ptx"));
  }

  @Test
  void unknownUserFileAndInput() {
    refuses("no/Such.java: there is no such file. Check the name.", Ran.of("run", "no/Such.java"));
    refuses("Unknown input \"Q\". Give one of: A: f32[1024, 1024], B: f32[1024, 1024].",
        Ran.of("run", "matmul", "--input", "Q=q.npy"));
    refuses("no/such.npy: there is no such file. Check the name.",
        Ran.of("run", "matmul", "--input", "A=no/such.npy"));
  }

  @Test
  void kindsOfFiles() {
    refuses("c.gif: an output is a .npy or a .png file. Name one.",
        Ran.onInterpreter("run matmul --output c.gif"));
    refuses("pom.xml: an input is a .npy or a .png file. Convert it.",
        Ran.onInterpreter("run matmul --input A=pom.xml"));
  }

  @Test
  void threadsOfADeviceThatCannotBeDivided() {
    refuses("Device broken:wrong cannot be divided: --threads is for OpenCL devices, and the "
        + "broken backend uses all it finds.",
        Ran.of("run", "matmul", "--device", "broken:wrong", "--threads", "1"));
  }

  @Test
  void bundles() {
    refuses("--out b.zip: a bundle is a .tar.gz or a .tar.xz file. Name one.",
        Ran.of("bundle", "--out", "b.zip"));
    refuses("no/such/b.tar.gz: cannot be written: the folder does not exist. Make it first.",
        Ran.of("bundle", "--out", "no/such/b.tar.gz"));
    assertEquals("no/such.so: there is no such file. Check the name.\n", Ran.of("bundle", "--out",
        "target/b.tar.gz", "--loader", "no/such.so").err());
    assertEquals("pom.xml is no free OpenCL loader: it does not know OCL_ICD_VENDORS. Install "
        + "ocl-icd-libopencl1, or name another with --loader FILE.\n", Ran.of("bundle", "--out",
            "target/b.tar.gz", "--loader", "pom.xml").err());
  }

  @Test
  void budgets() {
    refuses("--budget: cannot read the duration \"soon\". Write 30s, 500ms, 2m or 1h.",
        Ran.onInterpreter("tune matmul --budget soon"));
  }

  @Test
  void suites() {
    refuses("Unknown suite \"huge\". Suites: tiny.", Ran.of("bench", "huge"));
  }

  @Test
  void missingAndUnknownWords() {
    refuses("Missing required parameter: 'OP|FILE'\nSee jacquard run --help.", Ran.of("run"));
    refuses("Unknown option: '--fast'\nSee jacquard ops --help.", Ran.of("ops", "--fast"));
    refuses("Unmatched argument at index 0: 'fly'\nSee jacquard --help.", Ran.of("fly"));
    refuses("Unmatched argument at index 0: 'tun' Did you mean tune?\nSee jacquard --help.",
        Ran.of("tun"));
    refuses("Unknown option: '--sizes=n=3' Did you mean --size?\nSee jacquard run --help.",
        Ran.of("run", "matmul", "--sizes=n=3"));
  }

  @Test
  void errorsAreOneObjectWithJson() {
    Ran ran = Ran.of("run", "fft", "--json");
    assertEquals(2, ran.code());
    assertEquals(ran.err().strip(), ran.json().get("error").asString());
  }
}
