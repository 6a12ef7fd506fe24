package dev.jacquard.benchmarks.engine;

import static dev.jacquard.benchmarks.engine.Layouts.COUNTED;
import static dev.jacquard.benchmarks.engine.Layouts.PREPARED;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The products of matrices of a library with the CBLAS interface. */
final class Blas implements Engine {

  private static final int ROW_MAJOR = 101;
  private static final int AS_IT_IS = 111;
  private static final int TRANSPOSED = 112;
  private static final int PACKED = 151;
  private static final int B_MATRIX = 162;

  private final Native library;
  private final String version;
  private final boolean packs;

  private Blas(Native library, String version, boolean packs) {
    this.library = library;
    this.version = version;
    this.packs = packs;
  }

  static Blas openblas(Path file, int threads) {
    Native library = new Native(file);
    library.call("openblas_set_num_threads", threads);
    return new Blas(library, "%s, kernels for %s".formatted(
        library.text("openblas_get_config"), library.text("openblas_get_corename")), false);
  }

  static Blas mkl(Path file, int threads) {
    Native library = new Native(file);
    library.call("MKL_Set_Num_Threads", threads);
    MemorySegment text = Arena.global().allocate(200);
    library.call("MKL_Get_Version_String", text, 200);
    return new Blas(library, text.getString(0).strip(), true);
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public List<Form> forms(Work work) {
    if (work.inputs().values().stream().anyMatch(input -> input.type() != DType.F32)) {
      return List.of();
    }
    return switch (work.op()) {
      case "matmul" -> products(work.input("A"), work.input("B"), work.output(), AS_IT_IS);
      case "matmulTransposed" ->
          products(work.input("A"), work.input("B"), work.output(), TRANSPOSED);
      case "batchedMatmul" -> batched(work.input("A"), work.input("B"), work.output());
      default -> List.of();
    };
  }

  private List<Form> products(Tensor a, Tensor b, Tensor c, int transposeB) {
    List<Form> forms = new ArrayList<>();
    if (a.extent(0) == 1 && transposeB == AS_IT_IS) {
      int n = extent(b, 1);
      forms.add(new Form("sgemv", COUNTED, library.bind("cblas_sgemv", ROW_MAJOR, TRANSPOSED,
          extent(b, 0), n, 1f, b.segment(), n, a.segment(), 1, 0f, c.segment(), 1)));
    }
    forms.add(new Form("sgemm", COUNTED, product(a, b, c, transposeB)));
    if (packs) {
      forms.add(packed(a, b, c, transposeB));
    }
    return forms;
  }

  private MethodHandle product(Tensor a, Tensor b, Tensor c, int transposeB) {
    int k = extent(a, 1);
    int n = extent(c, 1);
    return library.bind("cblas_sgemm", ROW_MAJOR, AS_IT_IS, transposeB, extent(a, 0), n, k, 1f,
        a.segment(), k, b.segment(), extent(b, 1), 0f, c.segment(), n);
  }

  /** MKL's own interface for one B and many A. */
  private Form packed(Tensor a, Tensor b, Tensor c, int transposeB) {
    int m = extent(a, 0);
    int k = extent(a, 1);
    int n = extent(c, 1);
    MemorySegment bytes = library.pointer("cblas_sgemm_pack_get_size", B_MATRIX, m, n, k);
    MemorySegment store = Arena.global().allocate(bytes.address(), 64);
    library.call("cblas_sgemm_pack", ROW_MAJOR, B_MATRIX, transposeB, m, n, k, 1f, b.segment(),
        extent(b, 1), store);
    return new Form("packed", PREPARED, library.bind("cblas_sgemm_compute", ROW_MAJOR, AS_IT_IS,
        PACKED, m, n, k, a.segment(), k, store, n, 0f, c.segment(), n));
  }

  private List<Form> batched(Tensor a, Tensor b, Tensor c) {
    int m = extent(a, 1);
    int k = extent(a, 2);
    int n = extent(b, 2);
    int batch = extent(a, 0);
    MethodHandle[] each = new MethodHandle[batch];
    for (int i = 0; i < batch; i++) {
      each[i] = product(a.select(0, i), b.select(0, i), c.select(0, i), AS_IT_IS);
    }
    MethodHandle together = library.bind("cblas_sgemm_batch_strided", ROW_MAJOR, AS_IT_IS,
        AS_IT_IS, m, n, k, 1f, a.segment(), k, (long) m * k, b.segment(), n, (long) k * n, 0f,
        c.segment(), n, (long) m * n, batch);
    return List.of(new Form("one by one", COUNTED, each),
        new Form("strided batch", COUNTED, together));
  }

  private static int extent(Tensor tensor, int dim) {
    return Math.toIntExact(tensor.extent(dim));
  }
}
