package dev.jacquard.benchmarks.peer;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.OPENBLAS_VERSION;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.presets.openblas_nolapack.blas_get_num_threads;
import static org.bytedeco.openblas.presets.openblas_nolapack.blas_set_num_threads;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Npy;
import dev.jacquard.dsl.data.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.StringJoiner;

/**
 * The process that multiplies matrices with OpenBLAS: {@code A.npy B.npy C.npy threads}. Says
 * {@code ready} and the library's version, or {@code missing} and why. Then each line of stdin is
 * answered by one of stdout: {@code run N} by the nanoseconds of each of N products, {@code save}
 * by {@code saved}, after C is written.
 */
public final class OpenBlasMain {

  private final Tensor a;
  private final Tensor b;
  private final Tensor c;

  private OpenBlasMain(Tensor a, Tensor b) {
    this.a = a;
    this.b = b;
    this.c = Tensor.zeros(DType.F32, a.shape()[0], b.shape()[1]);
  }

  public static void main(String[] arguments) throws IOException {
    OpenBlasMain main = new OpenBlasMain(Npy.load(Path.of(arguments[0])),
        Npy.load(Path.of(arguments[1])));
    try {
      main.multiply();
      blas_set_num_threads(Integer.parseInt(arguments[3]));
      System.out.println("ready %s, %d threads".formatted(OPENBLAS_VERSION.strip(),
          blas_get_num_threads()));
    } catch (LinkageError e) {
      System.out.println("missing " + e);
      return;
    }
    var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      System.out.println(main.answer(line, Path.of(arguments[2])));
    }
  }

  private String answer(String request, Path output) {
    if (request.equals("save")) {
      Npy.save(output, c);
      return "saved";
    }
    StringJoiner times = new StringJoiner(" ");
    int runs = Integer.parseInt(request.substring("run ".length()));
    for (int i = 0; i < runs; i++) {
      times.add(Long.toString(multiply()));
    }
    return times.toString();
  }

  private long multiply() {
    int m = (int) a.shape()[0];
    int k = (int) a.shape()[1];
    int n = (int) b.shape()[1];
    FloatBuffer left = floats(a);
    FloatBuffer right = floats(b);
    FloatBuffer product = floats(c);
    long start = System.nanoTime();
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, left, k, right, n, 0,
        product, n);
    return System.nanoTime() - start;
  }

  private static FloatBuffer floats(Tensor tensor) {
    return tensor.segment().asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
