// Halide's schedules by hand, compiled when they are first called, called as for loops.c. Buffers
// name the innermost dimension first.
#include <Halide.h>
#include <vector>

using namespace Halide;

namespace {

/** Of this machine: what Halide finds out by itself leaves AVX-512 out on some. */
Target target() {
  Target here = get_host_target();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")) {
    here.set_feature(Target::AVX512);
    here.set_feature(Target::AVX512_Skylake);
  }
  return here;
}

/** A dense input of these extents. */
template <typename T>
ImageParam input(const std::vector<int> &extents) {
  ImageParam parameter(type_of<T>(), (int)extents.size());
  int stride = 1;
  for (size_t i = 0; i < extents.size(); i++) {
    parameter.dim(i).set_bounds(0, extents[i]).set_stride(stride);
    stride *= extents[i];
  }
  return parameter;
}

/** Says that a result is dense, of these extents. */
void dense(Func result, const std::vector<int> &extents) {
  int stride = 1;
  for (size_t i = 0; i < extents.size(); i++) {
    result.output_buffer().dim(i).set_bounds(0, extents[i]).set_stride(stride);
    stride *= extents[i];
  }
}

}  // namespace

// Sixteen lanes of (co, column); the four rows of three neighbours in registers.
static Func capsules(ImageParam p, ImageParam w, int ci, int k, int stride) {
  Var j("j"), i("i"), o("o"), x("x"), y("y"), n("n"), oo("oo"), oi("oi"), xi("xi"), fused("fused");
  Var q("q"), r("r"), c("c"), kx("kx"), ky("ky");
  RDom d(0, 4, 0, ci, 0, k, 0, k);
  Func packed("packed"), sums("sums"), result("V");
  packed(q, r, c, kx, ky) = w(q % 4, r, q / 4, c, kx, ky);
  sums(q, i, x, y, n) +=
      p(d[0], i, d[1], x * stride + d[2], y * stride + d[3], n) * packed(q, d[0], d[1], d[2], d[3]);
  result(j, i, o, x, y, n) = sums(o * 4 + j, i, x, y, n);
  result.split(x, x, xi, 3).split(o, oo, oi, 8).reorder(j, oi, i, xi, oo, x, y, n)
      .fuse(y, n, fused).parallel(fused).vectorize(j).unroll(i);
  sums.compute_at(result, oo).reorder(q, i, x, y, n)
      .vectorize(q, 16).unroll(q).unroll(i).unroll(x);
  sums.update().reorder({q, i, x, d[0], d[1], d[2], d[3], y, n})
      .vectorize(q, 16).unroll(q).unroll(i).unroll(x).unroll(d[0]);
  packed.compute_root().parallel(ky).vectorize(q, 16);
  return result;
}

// P(n, h, w, ci, 4, 4), W(k, k, ci, co, 4, 4), V(n, y, x, co, 4, 4)
extern "C" void capsuleConv_given(float *P, float *W, float *V, long ci, long co, long h, long k,
                                  long n, long stride, long w) {
  std::vector<int> poses = {4, 4, (int)ci, (int)w, (int)h, (int)n};
  std::vector<int> weights = {4, 4, (int)co, (int)ci, (int)k, (int)k};
  std::vector<int> votes = {4, 4, (int)co, (int)((w - k) / stride + 1), (int)((h - k) / stride + 1),
                            (int)n};
  static ImageParam p = input<float>(poses), q = input<float>(weights);
  static Func result = capsules(p, q, ci, k, stride);
  static bool compiled = (dense(result, votes), result.compile_jit(target()), true);
  (void)compiled;
  p.set(Buffer<float>(P, poses));
  q.set(Buffer<float>(W, weights));
  Buffer<float> to(V, votes);
  result.realize(to);
}

// Bands of 64 lines in parallel; the sums of lines slide down with them.
static Func blurred(ImageParam in, int radius) {
  Var x("x"), y("y"), yo("yo"), yi("yi");
  Func edges = BoundaryConditions::repeat_edge(in), lines("lines"), result("Y");
  Expr line = cast<uint16_t>(0), sum = cast<uint16_t>(0);
  for (int d = -radius; d <= radius; d++) line += cast<uint16_t>(edges(x + d, y));
  lines(x, y) = line;
  for (int d = -radius; d <= radius; d++) sum += lines(x, y + d);
  const uint16_t area = (2 * radius + 1) * (2 * radius + 1);
  result(x, y) = cast<uint8_t>((sum + cast<uint16_t>(area / 2)) / area);
  result.split(y, y, yi, 64).parallel(y).vectorize(x, 32);
  lines.store_at(result, y).compute_at(result, yi).vectorize(x, 32);
  return result;
}

extern "C" void blur(uint8_t *X, uint8_t *Y, long h, long radius, long w) {
  std::vector<int> image = {(int)w, (int)h};
  static ImageParam in = input<uint8_t>(image);
  static Func result = blurred(in, radius);
  static bool compiled = (dense(result, image), result.compile_jit(target()), true);
  (void)compiled;
  in.set(Buffer<uint8_t>(X, image));
  Buffer<uint8_t> to(Y, image);
  result.realize(to);
}

// The schedules of Halide's own applications follow: bands of lines, every stage slides down.

static Func blurred3x3(ImageParam in) {
  Var x("x"), y("y"), yi("yi");
  Func rows("rows"), result("Y");
  rows(x, y) = (in(x, y) + in(x + 1, y) + in(x + 2, y)) / 3;
  result(x, y) = (rows(x, y) + rows(x, y + 1) + rows(x, y + 2)) / 3;
  const int lanes = target().natural_vector_size<uint16_t>();
  result.split(y, y, yi, 32).parallel(y).vectorize(x, lanes);
  rows.store_at(result, y).compute_at(result, x).vectorize(x, lanes);
  return result;
}

extern "C" void blur3x3(uint16_t *X, uint16_t *Y, long h, long w) {
  std::vector<int> border = {(int)w + 2, (int)h + 2}, image = {(int)w, (int)h};
  static ImageParam in = input<uint16_t>(border);
  static Func result = blurred3x3(in);
  static bool compiled = (dense(result, image), result.compile_jit(target()), true);
  (void)compiled;
  in.set(Buffer<uint16_t>(X, border));
  Buffer<uint16_t> to(Y, image);
  result.realize(to);
}

static Func gray(ImageParam in, Var x, Var y) {
  Func gray("gray");
  gray(x, y) = 0.299f * in(x, y, 0) + 0.587f * in(x, y, 1) + 0.114f * in(x, y, 2);
  return gray;
}

static Expr sum3x3(Func f, Func g, Var x, Var y) {
  Expr sum = 0.f;
  for (int dy = 0; dy < 3; dy++)
    for (int dx = 0; dx < 3; dx++) sum += f(x + dx, y + dy) * g(x + dx, y + dy);
  return sum;
}

static Func corners(ImageParam in) {
  Var x("x"), y("y"), yi("yi");
  Func g = gray(in, x, y), gx("gx"), gy("gy"), xx("xx"), yy("yy"), xy("xy"), result("Y");
  gx(x, y) = (g(x + 2, y) - g(x, y)) / 12 + (g(x + 2, y + 1) - g(x, y + 1)) / 6 +
             (g(x + 2, y + 2) - g(x, y + 2)) / 12;
  gy(x, y) = (g(x, y + 2) - g(x, y)) / 12 + (g(x + 1, y + 2) - g(x + 1, y)) / 6 +
             (g(x + 2, y + 2) - g(x + 2, y)) / 12;
  xx(x, y) = sum3x3(gx, gx, x, y), yy(x, y) = sum3x3(gy, gy, x, y), xy(x, y) = sum3x3(gx, gy, x, y);
  Expr trace = xx(x, y) + yy(x, y);
  result(x, y) = xx(x, y) * yy(x, y) - xy(x, y) * xy(x, y) - 0.04f * trace * trace;
  const int lanes = target().natural_vector_size<float>();
  result.split(y, y, yi, 32).parallel(y).vectorize(x, lanes);
  for (Func stage : {g, gx, gy})
    stage.store_at(result, y).compute_at(result, yi).vectorize(x, lanes);
  gx.compute_with(gy, x);
  return result;
}

extern "C" void harris(float *X, float *Y, long h, long w) {
  std::vector<int> border = {(int)w + 4, (int)h + 4, 3}, image = {(int)w, (int)h};
  static ImageParam in = input<float>(border);
  static Func result = corners(in);
  static bool compiled = (dense(result, image), result.compile_jit(target()), true);
  (void)compiled;
  in.set(Buffer<float>(X, border));
  Buffer<float> to(Y, image);
  result.realize(to);
}

static Func sharpened(ImageParam in) {
  Var x("x"), y("y"), c("c"), yi("yi");
  Func g = gray(in, x, y), columns("columns"), ratio("ratio"), result("Y");
  float weight[4];
  for (int d = 0; d < 4; d++) weight[d] = expf(-d * d / 4.5f) / (sqrtf(6.2831853f) * 1.5f);
  columns(x, y) = weight[0] * g(x, y + 3) + weight[1] * (g(x, y + 2) + g(x, y + 4)) +
                  weight[2] * (g(x, y + 1) + g(x, y + 5)) + weight[3] * (g(x, y) + g(x, y + 6));
  Expr blurred = weight[0] * columns(x + 3, y) + weight[1] * (columns(x + 2, y) + columns(x + 4, y)) +
                 weight[2] * (columns(x + 1, y) + columns(x + 5, y)) +
                 weight[3] * (columns(x, y) + columns(x + 6, y));
  ratio(x, y) = 2 - blurred / g(x + 3, y + 3);
  result(x, y, c) = ratio(x, y) * in(x + 3, y + 3, c);
  const int lanes = target().natural_vector_size<float>();
  result.bound(c, 0, 3).split(y, y, yi, 32).reorder(x, c, yi, y).parallel(y).vectorize(x, lanes);
  for (Func stage : {g, columns, ratio})
    stage.store_at(result, y).compute_at(result, yi).vectorize(x, lanes);
  return result;
}

extern "C" void unsharp(float *X, float *Y, long h, long w) {
  std::vector<int> border = {(int)w + 6, (int)h + 6, 3}, image = {(int)w, (int)h, 3};
  static ImageParam in = input<float>(border);
  static Func result = sharpened(in);
  static bool compiled = (dense(result, image), result.compile_jit(target()), true);
  (void)compiled;
  in.set(Buffer<float>(X, border));
  Buffer<float> to(Y, image);
  result.realize(to);
}
