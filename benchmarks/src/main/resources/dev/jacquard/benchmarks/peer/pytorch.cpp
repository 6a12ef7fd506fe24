// PyTorch's eager kernels, called as for loops.c. Bytedeco's jar has no headers: what is called is
// declared here, as libtorch 2.10 exports it. torch.compile is not in there, it needs Python; what
// its C++ output calls for constant weights, oneDNN's packed products and convolutions, is.
// Outputs are written in place where PyTorch can; else it allocates them in each run.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace c10 {
enum class ScalarType : int8_t {};
enum class MemoryFormat : int8_t { Contiguous = 0, ChannelsLast = 2 };

struct SymInt {
  int64_t value;
  SymInt(int64_t of) : value(of) {}
  SymInt(const SymInt &other) : value(other.value) {}
  ~SymInt() {}
};

template <typename T>
struct ArrayRef {
  const void *data;
  size_t length;
  ArrayRef(const std::vector<int64_t> &of) : data(of.data()), length(of.size()) {}
};

template <typename T>
struct OptionalArrayRef {
  std::optional<ArrayRef<T>> value;
};

/** A double. */
struct Scalar {
  int32_t tag = 0;
  alignas(16) double value[2];
};
}  // namespace c10

namespace at {
/** Copies borrow; who made one frees it by aoti_torch_delete_tensor_object. */
class Tensor {
  void *implementation;

 public:
  Tensor(const Tensor &other) : implementation(other.implementation) {}
  ~Tensor() {}
};

void set_num_threads(int);

using Maybe = std::optional<Tensor>;
using Type = std::optional<c10::ScalarType>;
using Ints = c10::ArrayRef<int64_t>;
using SymInts = c10::ArrayRef<c10::SymInt>;

namespace cpu {
Tensor &add_out(Tensor &, const Tensor &, const Tensor &, const c10::Scalar &);
Tensor &bmm_out(Tensor &, const Tensor &, const Tensor &);
Tensor &gelu_(Tensor &, std::string_view);
Tensor &mm_out(Tensor &, const Tensor &, const Tensor &);
Tensor &sum_out(Tensor &, const Tensor &, c10::OptionalArrayRef<int64_t>, bool, Type);
Tensor &_softmax_out(Tensor &, const Tensor &, int64_t, bool);
}  // namespace cpu

namespace native {
Tensor mkldnn_reorder_conv2d_weight(const Tensor &, Ints, Ints, Ints, int64_t,
                                    c10::OptionalArrayRef<int64_t>);
}

namespace _ops {
struct contiguous {
  static Tensor call(const Tensor &, c10::MemoryFormat);
};
struct convolution {
  static Tensor call(const Tensor &, const Tensor &, const Maybe &, SymInts, SymInts, SymInts,
                     bool, SymInts, c10::SymInt);
};
struct copy_ {
  static Tensor &call(Tensor &, const Tensor &, bool);
};
struct layer_norm {
  static Tensor call(const Tensor &, SymInts, const Maybe &, const Maybe &, double, bool);
};
struct mv_out {
  static Tensor &call(const Tensor &, const Tensor &, Tensor &);
};
struct permute {
  static Tensor call(const Tensor &, Ints);
};
struct rms_norm {
  static Tensor call(const Tensor &, SymInts, const Maybe &, std::optional<double>);
};
struct scaled_dot_product_attention {
  static Tensor call(const Tensor &, const Tensor &, const Tensor &, const Maybe &, double, bool,
                     std::optional<double>, bool);
};
struct view {
  static Tensor call(const Tensor &, SymInts);
};
}  // namespace _ops
}  // namespace at

using at::Tensor;
namespace ops = at::_ops;

extern "C" {
int32_t aoti_torch_call_dispatcher(const char *, const char *, uint64_t *);
int32_t aoti_torch_cpu__linear_pointwise(Tensor *, Tensor *, Tensor **, const char *,
                                         const double **, int64_t, const char **, Tensor **);
int32_t aoti_torch_cpu_mkldnn__convolution_pointwise(
    Tensor *, Tensor *, Tensor **, const int64_t *, int64_t, const int64_t *, int64_t,
    const int64_t *, int64_t, int64_t, const char *, const double **, int64_t, const char **,
    Tensor **);
int32_t aoti_torch_create_tensor_from_blob(void *, int64_t, const int64_t *, const int64_t *,
                                           int64_t, int32_t, int32_t, int32_t, Tensor **);
int32_t aoti_torch_delete_tensor_object(Tensor *);
void aoti_torch_grad_mode_set_enabled(bool);
int32_t aoti_torch_new_tensor_handle(Tensor *, Tensor **);
void openblas_set_num_threads(int);
}

namespace {

using Extents = std::vector<int64_t>;
constexpr int32_t FLOAT = 6;
constexpr float EPSILON = 1e-5f;

const bool ready = [] {
  at::set_num_threads(atoi(getenv("OMP_NUM_THREADS")));
  aoti_torch_grad_mode_set_enabled(false);
  return true;
}();

struct Freed {
  void operator()(Tensor *tensor) const { aoti_torch_delete_tensor_object(tensor); }
};
using Owned = std::unique_ptr<Tensor, Freed>;

/** Memory as a tensor, for the life of the process. */
Tensor &view(const void *data, const Extents &extents, const Extents &strides) {
  Tensor *made = nullptr;
  aoti_torch_create_tensor_from_blob(const_cast<void *>(data), extents.size(), extents.data(),
                                     strides.data(), 0, FLOAT, 0, 0, &made);
  return *made;
}

Tensor &dense(const void *data, const Extents &extents) {
  Extents strides(extents.size(), 1);
  for (size_t i = extents.size(); i-- > 1;) strides[i - 1] = strides[i] * extents[i];
  return view(data, extents, strides);
}

/** What the last run found, and where it belongs. */
Owned result;
Tensor *place = nullptr;

/** One run. What PyTorch refuses leaves the output as it was, which is found to be wrong. */
template <typename F>
void attempt(F run) {
  try {
    run();
  } catch (...) {
  }
}

/** One run of what allocates its result; the memory of the last one may serve again. */
template <typename F>
void answer(Tensor &wanted, F run) {
  place = &wanted;
  result.reset();
  attempt([&] { result.reset(run()); });
}

void copy(Tensor &to, const Tensor &from) { ops::copy_::call(to, from, false); }

}  // namespace

/** Lines of an op, the layouts of a form, its function, its name. */
extern "C" const char peer_forms[] =
    "matmul COUNTED matmul out\n"
    "matmul PREPARED matmul_packed packed\n"
    "matmulTransposed COUNTED matmulTransposed out\n"
    "matmulTransposed PREPARED matmulTransposed_packed packed\n"
    "batchedMatmul COUNTED batchedMatmul out\n"
    "conv2d PREPARED conv2d channels_last\n"
    "conv2d PREPARED conv2d_packed packed\n"
    "depthwiseConv2d PREPARED depthwiseConv2d channels_last\n"
    "depthwiseConv2d PREPARED depthwiseConv2d_packed packed\n"
    "softmax COUNTED softmax out\n"
    "layernorm COUNTED layernorm allocating\n"
    "rmsnorm COUNTED rmsnorm allocating\n"
    "biasGelu COUNTED biasGelu add+gelu_\n"
    "biasGeluTanh COUNTED biasGeluTanh add+gelu_\n"
    "sum COUNTED sum out\n"
    "transpose COUNTED transpose copy_\n"
    "attention COUNTED attention allocating\n"
    "causalAttention COUNTED causalAttention allocating\n"
    "capsuleConv PREPARED capsuleConv unfold+product+copy_\n"
    "capsuleConv PREPARED capsuleConv_convolution copy_+convolution+copy_\n"
    "capsuleConv GIVEN capsuleConv_given unfold+product\n"
    "capsuleConv GIVEN capsuleConv_convolution_given convolution\n";

/** Brings the result to its place, where the last run has not. */
extern "C" void peer_collect() {
  if (result) copy(*place, *result);
}

// ---- products of matrices -----------------------------------------------------------------------

namespace {

/** Weights(n, k) as oneDNN likes them for m rows. */
Tensor *packed(Tensor &weights, long m) {
  Tensor *handle = nullptr;
  aoti_torch_new_tensor_handle(&weights, &handle);
  uint64_t stack[] = {reinterpret_cast<uint64_t>(handle),
                      reinterpret_cast<uint64_t>(new uint64_t(m))};
  bool refused = aoti_torch_call_dispatcher("mkldnn::_reorder_linear_weight", "", stack);
  return refused ? nullptr : reinterpret_cast<Tensor *>(stack[0]);
}

Tensor *product(Tensor &a, Tensor *packed) {
  Tensor *made = nullptr;
  if (packed) {
    aoti_torch_cpu__linear_pointwise(&a, packed, nullptr, "none", nullptr, 0, nullptr, &made);
  }
  return made;
}

void linear(const float *A, Tensor &weights, float *C, long k, long m, long n) {
  static Tensor &a = dense(A, {m, k}), &c = dense(C, {m, n});
  static Tensor *b = packed(weights, m);
  answer(c, [] { return product(a, b); });
}

}  // namespace

extern "C" {

void matmul(const float *A, const float *B, float *C, long k, long m, long n) {
  if (m == 1) {
    static Tensor &a = dense(A, {k}), &b = view(B, {n, k}, {1, n}), &c = dense(C, {n});
    attempt([] { ops::mv_out::call(b, a, c); });
  } else {
    static Tensor &a = dense(A, {m, k}), &b = dense(B, {k, n}), &c = dense(C, {m, n});
    attempt([] { at::cpu::mm_out(c, a, b); });
  }
}

void matmul_packed(const float *A, const float *B, float *C, long k, long m, long n) {
  static Tensor &weights = view(B, {n, k}, {1, n});
  linear(A, weights, C, k, m, n);
}

void matmulTransposed(const float *A, const float *B, float *C, long k, long m, long n) {
  static Tensor &a = dense(A, {m, k}), &b = view(B, {k, n}, {1, k}), &c = dense(C, {m, n});
  attempt([] { at::cpu::mm_out(c, a, b); });
}

void matmulTransposed_packed(const float *A, const float *B, float *C, long k, long m, long n) {
  static Tensor &weights = dense(B, {n, k});
  linear(A, weights, C, k, m, n);
}

void batchedMatmul(const float *A, const float *B, float *C, long q, long k, long m, long n) {
  static Tensor &a = dense(A, {q, m, k}), &b = dense(B, {q, k, n}), &c = dense(C, {q, m, n});
  attempt([] { at::cpu::bmm_out(c, a, b); });
}

}  // extern "C"

// ---- convolutions -------------------------------------------------------------------------------

namespace {

/** A convolution of channels-last images, without a bias. */
struct Convolution {
  Tensor *images, *weights = nullptr;
  Extents stride, padding, dilation{1, 1}, none{0, 0};
  long groups;

  /** weights(co, ci / groups, height, width), which are copied into another layout. */
  Convolution(Tensor &images, Tensor &weights, long stride, long padding, long groups, bool pack)
      : images(&images), stride{stride, stride}, padding{padding, padding}, groups(groups) {
    attempt([&] {
      this->weights = new Tensor(
          pack ? at::native::mkldnn_reorder_conv2d_weight(weights, this->padding, this->stride,
                                                          dilation, groups, {})
               : ops::contiguous::call(weights, c10::MemoryFormat::ChannelsLast));
    });
  }

  Tensor *run() const {
    return new Tensor(ops::convolution::call(*images, *weights, {}, stride, padding, dilation,
                                             false, none, groups));
  }

  Tensor *run_packed() const {
    Tensor *made = nullptr;
    if (weights) {
      aoti_torch_cpu_mkldnn__convolution_pointwise(
          images, weights, nullptr, padding.data(), 2, stride.data(), 2, dilation.data(), 2,
          groups, "none", nullptr, 0, nullptr, &made);
    }
    return made;
  }
};

/** (n, c, h, w) of memory (n, h, w, c). */
Tensor &channels_last(const float *data, long n, long c, long h, long w) {
  return view(data, {n, c, h, w}, {h * w * c, 1, w * c, c});
}

struct Layer {
  long ci, co, h, kh, kw, n, padding, stride, w, groups;

  long down() const { return (h + 2 * padding - kh) / stride + 1; }
  long across() const { return (w + 2 * padding - kw) / stride + 1; }
};

template <bool PACK>
void convolve(const float *X, Tensor &weights, float *Y, const Layer &l) {
  static Convolution convolution(channels_last(X, l.n, l.ci, l.h, l.w), weights, l.stride,
                                 l.padding, l.groups, PACK);
  static Tensor &y = channels_last(Y, l.n, l.co, l.down(), l.across());
  answer(y, [] { return PACK ? convolution.run_packed() : convolution.run(); });
}

template <bool PACK>
void dense_layer(const float *X, const float *W, float *Y, const Layer &l) {
  static Tensor &weights =
      view(W, {l.co, l.ci, l.kh, l.kw}, {1, l.co, l.kw * l.ci * l.co, l.ci * l.co});
  convolve<PACK>(X, weights, Y, l);
}

template <bool PACK>
void depthwise_layer(const float *X, const float *W, float *Y, const Layer &l) {
  static Tensor &weights = view(W, {l.co, 1, l.kh, l.kw}, {1, 1, l.kw * l.co, l.co});
  convolve<PACK>(X, weights, Y, l);
}

}  // namespace

extern "C" {

void conv2d(const float *X, const float *W, float *Y, long ci, long co, long h, long kh, long kw,
            long n, long padding, long stride, long w) {
  dense_layer<false>(X, W, Y, {ci, co, h, kh, kw, n, padding, stride, w, 1});
}

void conv2d_packed(const float *X, const float *W, float *Y, long ci, long co, long h, long kh,
                   long kw, long n, long padding, long stride, long w) {
  dense_layer<true>(X, W, Y, {ci, co, h, kh, kw, n, padding, stride, w, 1});
}

void depthwiseConv2d(const float *X, const float *W, float *Y, long c, long h, long k, long n,
                     long padding, long stride, long w) {
  depthwise_layer<false>(X, W, Y, {c, c, h, k, k, n, padding, stride, w, c});
}

void depthwiseConv2d_packed(const float *X, const float *W, float *Y, long c, long h, long k,
                            long n, long padding, long stride, long w) {
  depthwise_layer<true>(X, W, Y, {c, c, h, k, k, n, padding, stride, w, c});
}

}  // extern "C"

// ---- capsules -----------------------------------------------------------------------------------

namespace {

constexpr long SIDE = 4, POSE = SIDE * SIDE;

struct Capsules {
  long ci, co, h, k, n, stride, w;

  long down() const { return (h - k) / stride + 1; }
  long across() const { return (w - k) / stride + 1; }
  Extents places() const { return {n, SIDE, down(), across(), co, SIDE}; }
};

/** V with the rows of its matrices before its places: (n, row, y, x, co, column). */
Tensor &by_rows(const float *V, const Capsules &c) {
  long plane = c.down() * c.across() * POSE;
  return view(V, c.places(),
              {c.co * plane, SIDE, c.across() * POSE, POSE, plane, 1});
}

/** P as images of a row each: (n, row, h, w, ci, inner). */
Tensor &images(const float *P, const Capsules &c) {
  return view(P, {c.n, SIDE, c.h, c.w, c.ci, SIDE},
              {c.ci * c.h * c.w * POSE, SIDE, c.w * POSE, POSE, c.h * c.w * POSE, 1});
}

float *allocate(long elements) { return new float[elements](); }

/** A copy of P in the order of images. */
float *moved(const float *P, const Capsules &c) {
  float *to = allocate(c.n * c.ci * c.h * c.w * POSE);
  copy(dense(to, {c.n, SIDE, c.h, c.w, c.ci, SIDE}), images(P, c));
  return to;
}

/** (n, row, y, x, co, column) of votes in this order in memory. */
Tensor *by_places(Tensor *votes, const Extents &places) {
  Owned owned(votes);
  return votes ? new Tensor(ops::view::call(*votes, places)) : nullptr;
}

/** Every window's elements in a row, (ky, kx, ci, inner), then one packed product. */
struct Unfolded {
  Tensor *windows, *rows, *matrix, *weights;
  Extents places;

  /** P in the order of images, or where it is not given so, canonical. */
  Unfolded(const float *P, const float *W, const Capsules &c, bool given) : places(c.places()) {
    long length = c.k * c.k * c.ci * SIDE, plane = c.h * c.w, s = c.stride;
    long x = given ? c.ci * SIDE : POSE, y = c.w * x;
    Extents each{c.n, SIDE, c.down(), c.across(), c.k, c.k, c.ci, SIDE};
    windows = &view(given ? moved(P, c) : P, each,
                    given ? Extents{SIDE * plane * x, plane * x, s * y, s * x, y, x, SIDE, 1}
                          : Extents{c.ci * plane * x, SIDE, s * y, s * x, y, x, plane * x, 1});
    long count = c.n * SIDE * c.down() * c.across(), kernel = c.k * c.k * POSE;
    float *room = allocate(count * length), *transposed = allocate(c.co * SIDE * length);
    rows = &dense(room, each);
    matrix = &dense(room, {count, length});
    copy(dense(transposed, {c.co, SIDE, c.k, c.k, c.ci, SIDE}),
         view(W, {c.co, SIDE, c.k, c.k, c.ci, SIDE},
              {kernel, 1, c.k * POSE, POSE, c.co * kernel, SIDE}));
    weights = packed(dense(transposed, {c.co * SIDE, length}), count);
  }

  Tensor *run() {
    copy(*rows, *windows);
    return by_places(product(*matrix, weights), places);
  }
};

/** An ordinary convolution: rows join the batch, (ci, inner) enter, (co, column) leave. */
struct AsConvolution {
  bool given;
  float *room;
  Tensor *poses, *inside;
  Extents places;
  Convolution convolution;

  AsConvolution(const float *P, const float *W, const Capsules &c, bool given)
      : given(given),
        room(moved(P, c)),
        poses(&images(P, c)),
        inside(&dense(room, {c.n, SIDE, c.h, c.w, c.ci, SIDE})),
        places(c.places()),
        convolution(channels_last(room, c.n * SIDE, c.ci * SIDE, c.h, c.w), weights(W, c),
                    c.stride, 0, 1, true) {}

  static Tensor &weights(const float *W, const Capsules &c) {
    long kernel = c.k * c.k * POSE;
    float *to = allocate(c.ci * c.co * kernel);
    copy(dense(to, {c.co, SIDE, c.ci, SIDE, c.k, c.k}),
         view(W, {c.co, SIDE, c.ci, SIDE, c.k, c.k},
              {kernel, 1, c.co * kernel, SIDE, c.k * POSE, POSE}));
    return dense(to, {c.co * SIDE, c.ci * SIDE, c.k, c.k});
  }

  Tensor *run() {
    if (!given) copy(*inside, *poses);
    Owned votes(convolution.run_packed());
    return votes ? by_places(new Tensor(ops::permute::call(*votes, Extents{0, 2, 3, 1})), places)
                 : nullptr;
  }
};

template <typename Form, bool GIVEN>
void votes(const float *P, const float *W, float *V, const Capsules &c) {
  static Form form(P, W, c, GIVEN);
  static Tensor &v = by_rows(V, c);
  answer(v, [] { return form.run(); });
  if (!GIVEN) peer_collect();
}

}  // namespace

extern "C" {

void capsuleConv(const float *P, const float *W, float *V, long ci, long co, long h, long k,
                 long n, long stride, long w) {
  votes<Unfolded, false>(P, W, V, {ci, co, h, k, n, stride, w});
}

void capsuleConv_given(const float *P, const float *W, float *V, long ci, long co, long h, long k,
                       long n, long stride, long w) {
  votes<Unfolded, true>(P, W, V, {ci, co, h, k, n, stride, w});
}

void capsuleConv_convolution(const float *P, const float *W, float *V, long ci, long co, long h,
                             long k, long n, long stride, long w) {
  votes<AsConvolution, false>(P, W, V, {ci, co, h, k, n, stride, w});
}

void capsuleConv_convolution_given(const float *P, const float *W, float *V, long ci, long co,
                                   long h, long k, long n, long stride, long w) {
  votes<AsConvolution, true>(P, W, V, {ci, co, h, k, n, stride, w});
}

}  // extern "C"

// ---- what memory bounds -------------------------------------------------------------------------

namespace {

void gelu(const float *X, const float *B, float *Y, long columns, long rows, const char *by) {
  static Tensor &x = dense(X, {rows, columns}), &b = dense(B, {columns}),
                &y = dense(Y, {rows, columns});
  static const c10::Scalar one{0, {1, 0}};
  attempt([&] {
    at::cpu::add_out(y, x, b, one);
    at::cpu::gelu_(y, by);
  });
}

}  // namespace

extern "C" {

void softmax(const float *X, float *Y, long columns, long rows) {
  static Tensor &x = dense(X, {rows, columns}), &y = dense(Y, {rows, columns});
  attempt([] { at::cpu::_softmax_out(y, x, 1, false); });
}

void layernorm(const float *X, const float *G, const float *B, float *Y, long columns, long rows) {
  static Tensor &x = dense(X, {rows, columns}), &y = dense(Y, {rows, columns});
  static const at::Maybe g = dense(G, {columns}), b = dense(B, {columns});
  static const Extents row{columns};
  answer(y, [] { return new Tensor(ops::layer_norm::call(x, row, g, b, EPSILON, false)); });
}

void rmsnorm(const float *X, const float *G, float *Y, long columns, long rows) {
  static Tensor &x = dense(X, {rows, columns}), &y = dense(Y, {rows, columns});
  static const at::Maybe g = dense(G, {columns});
  static const Extents row{columns};
  answer(y, [] { return new Tensor(ops::rms_norm::call(x, row, g, EPSILON)); });
}

void biasGelu(const float *X, const float *B, float *Y, long columns, long rows) {
  gelu(X, B, Y, columns, rows, "none");
}

void biasGeluTanh(const float *X, const float *B, float *Y, long columns, long rows) {
  gelu(X, B, Y, columns, rows, "tanh");
}

void sum(const float *X, float *Y, long n) {
  static Tensor &x = dense(X, {n}), &y = dense(Y, {});
  attempt([] { at::cpu::sum_out(y, x, {}, false, {}); });
}

void transpose(const float *X, float *Y, long columns, long rows) {
  static Tensor &x = view(X, {columns, rows}, {1, columns}), &y = dense(Y, {columns, rows});
  attempt([] { copy(y, x); });
}

}  // extern "C"

// ---- attention ----------------------------------------------------------------------------------

namespace {

/** Its threads call OpenBLAS for their own products, each of which would divide itself again. */
void attend(const float *Q, const float *K, const float *V, float *Y, long d, long h, long m,
            long n, bool causal) {
  static Tensor &q = dense(Q, {1, h, n, d}), &k = dense(K, {1, h, m, d}),
                &v = dense(V, {1, h, m, d}), &y = dense(Y, {1, h, n, d});
  openblas_set_num_threads(1);
  answer(y, [&] {
    return new Tensor(
        ops::scaled_dot_product_attention::call(q, k, v, {}, 0, causal, {}, false));
  });
}

}  // namespace

extern "C" {

void attention(const float *Q, const float *K, const float *V, float *Y, long d, long h, long m,
               long n) {
  attend(Q, K, V, Y, d, h, m, n, false);
}

void causalAttention(const float *Q, const float *K, const float *V, float *Y, long d, long h,
                     long n) {
  attend(Q, K, V, Y, d, h, n, n, true);
}

}  // extern "C"
