// The library's ops as a C programmer writes them: loops for OpenMP and the compiler's vectors.
// A function has the name of its op and takes the inputs, the outputs, then the sizes by name, in
// the order of the alphabet. Where registers decide, a tile of constant extents stands inside.
#include <math.h>
#include <stddef.h>
#include <stdint.h>

#define IN const float *restrict
#define OUT float *restrict
#define PARALLEL _Pragma("omp parallel for schedule(static)")
#define PARALLEL2 _Pragma("omp parallel for collapse(2) schedule(static)")

enum { TILE_ROWS = 4, TILE_COLUMNS = 64 };

static inline long least(long a, long b) { return a < b ? a : b; }

// ---- products of matrices -----------------------------------------------------------------------

// C[i0..i1, j0..j1] of row-major matrices, any extents
static void block(IN A, IN B, OUT C, long k, long n, long i0, long i1, long j0, long j1) {
  for (long i = i0; i < i1; i++) {
    for (long j = j0; j < j1; j++) C[i * n + j] = 0;
    for (long r = 0; r < k; r++)
      for (long j = j0; j < j1; j++) C[i * n + j] += A[i * k + r] * B[r * n + j];
  }
}

static void tile(IN A, IN B, OUT C, long k, long n) {
  float sums[TILE_ROWS][TILE_COLUMNS] = {{0}};
  for (long r = 0; r < k; r++)
    for (int i = 0; i < TILE_ROWS; i++)
      for (int j = 0; j < TILE_COLUMNS; j++) sums[i][j] += A[i * k + r] * B[r * n + j];
  for (int i = 0; i < TILE_ROWS; i++)
    for (int j = 0; j < TILE_COLUMNS; j++) C[i * n + j] = sums[i][j];
}

static void panel(IN A, IN B, OUT C, long k, long m, long n, long j0) {
  long j1 = least(n, j0 + TILE_COLUMNS), i = 0;
  if (j1 - j0 == TILE_COLUMNS)
    for (; i + TILE_ROWS <= m; i += TILE_ROWS) tile(A + i * k, B + j0, C + i * n + j0, k, n);
  block(A, B, C, k, n, i, m, j0, j1);
}

void matmul(IN A, IN B, OUT C, long k, long m, long n) {
  PARALLEL2
  for (long j0 = 0; j0 < n; j0 += TILE_COLUMNS)
    for (long i0 = 0; i0 < m; i0 += 256)
      panel(A + i0 * k, B, C + i0 * n, k, least(256, m - i0), n, j0);
}

void batchedMatmul(IN A, IN B, OUT C, long b, long k, long m, long n) {
  PARALLEL
  for (long q = 0; q < b; q++)
    for (long j0 = 0; j0 < n; j0 += TILE_COLUMNS)
      panel(A + q * m * k, B + q * k * n, C + q * m * n, k, m, n, j0);
}

void matmulTransposed(IN A, IN B, OUT C, long k, long m, long n) {
  PARALLEL
  for (long j = 0; j < n; j++)
    for (long i = 0; i < m; i++) {
      float sum = 0;
      for (long r = 0; r < k; r++) sum += A[i * k + r] * B[j * k + r];
      C[i * n + j] = sum;
    }
}

void matmulU8I8(const uint8_t *restrict A, const int8_t *restrict B, int32_t *restrict C, long k,
                long m, long n) {
  PARALLEL
  for (long i = 0; i < m; i++) {
    for (long j = 0; j < n; j++) C[i * n + j] = 0;
    for (long r = 0; r < k; r++)
      for (long j = 0; j < n; j++) C[i * n + j] += A[i * k + r] * B[r * n + j];
  }
}

// ---- convolutions -------------------------------------------------------------------------------

typedef struct { long ci, co, h, kh, kw, padding, stride, w; } Layer;

// the o1-o0 results at (y, x) of one image
static void pixel(IN X, IN W, OUT Y, Layer l, long y, long x, long o0, long o1) {
  for (long o = o0; o < o1; o++) Y[o] = 0;
  for (long dy = 0; dy < l.kh; dy++)
    for (long dx = 0; dx < l.kw; dx++) {
      long iy = y * l.stride + dy - l.padding, ix = x * l.stride + dx - l.padding;
      if (iy < 0 || iy >= l.h || ix < 0 || ix >= l.w) continue;
      for (long c = 0; c < l.ci; c++)
        for (long o = o0; o < o1; o++)
          Y[o] += X[(iy * l.w + ix) * l.ci + c] * W[((dy * l.kw + dx) * l.ci + c) * l.co + o];
    }
}

// four neighbours none of which reads beyond the left or right edge, TILE_COLUMNS channels
static void pixels(IN X, IN W, OUT Y, Layer l, long y, long x) {
  float sums[TILE_ROWS][TILE_COLUMNS] = {{0}};
  for (long dy = 0; dy < l.kh; dy++) {
    long iy = y * l.stride + dy - l.padding;
    if (iy < 0 || iy >= l.h) continue;
    for (long dx = 0; dx < l.kw; dx++) {
      IN row = X + (iy * l.w + x * l.stride + dx - l.padding) * l.ci;
      for (long c = 0; c < l.ci; c++)
        for (int i = 0; i < TILE_ROWS; i++)
          for (int j = 0; j < TILE_COLUMNS; j++)
            sums[i][j] += row[i * l.stride * l.ci + c] * W[((dy * l.kw + dx) * l.ci + c) * l.co + j];
    }
  }
  for (int i = 0; i < TILE_ROWS; i++)
    for (int j = 0; j < TILE_COLUMNS; j++) Y[i * l.co + j] = sums[i][j];
}

void conv2d(IN X, IN W, OUT Y, long ci, long co, long h, long kh, long kw, long n, long padding,
            long stride, long w) {
  Layer l = {ci, co, h, kh, kw, padding, stride, w};
  long height = (h + 2 * padding - kh) / stride + 1, width = (w + 2 * padding - kw) / stride + 1;
  PARALLEL2
  for (long b = 0; b < n; b++)
    for (long y = 0; y < height; y++)
      for (long o = 0; o < co; o += TILE_COLUMNS)
        for (long x = 0; x < width;) {
          IN image = X + b * h * w * ci;
          OUT line = Y + (b * height + y) * width * co;
          int inside = x * stride >= padding && x + TILE_ROWS <= width &&
                       (x + TILE_ROWS - 1) * stride - padding + kw <= w && o + TILE_COLUMNS <= co;
          if (inside) pixels(image, W + o, line + x * co + o, l, y, x);
          else pixel(image, W, line + x * co, l, y, x, o, least(co, o + TILE_COLUMNS));
          x += inside ? TILE_ROWS : 1;
        }
}

void depthwiseConv2d(IN X, IN W, OUT Y, long c, long h, long k, long n, long padding, long stride,
                     long w) {
  long height = (h + 2 * padding - k) / stride + 1, width = (w + 2 * padding - k) / stride + 1;
  PARALLEL2
  for (long b = 0; b < n; b++)
    for (long y = 0; y < height; y++)
      for (long x = 0; x < width; x++) {
        OUT to = Y + ((b * height + y) * width + x) * c;
        for (long o = 0; o < c; o++) to[o] = 0;
        for (long dy = 0; dy < k; dy++)
          for (long dx = 0; dx < k; dx++) {
            long iy = y * stride + dy - padding, ix = x * stride + dx - padding;
            if (iy < 0 || iy >= h || ix < 0 || ix >= w) continue;
            for (long o = 0; o < c; o++)
              to[o] += X[((b * h + iy) * w + ix) * c + o] * W[(dy * k + dx) * c + o];
          }
      }
}

// V[n, co, y, x] of 4x4 matrices
void capsuleConv(IN P, IN W, OUT V, long ci, long co, long h, long k, long n, long stride, long w) {
  long height = (h - k) / stride + 1, width = (w - k) / stride + 1;
  PARALLEL2
  for (long b = 0; b < n; b++)
    for (long o = 0; o < co; o++)
      for (long y = 0; y < height; y++)
        for (long x = 0; x < width; x++) {
          float sums[16] = {0};
          for (long c = 0; c < ci; c++)
            for (long ky = 0; ky < k; ky++)
              for (long kx = 0; kx < k; kx++) {
                IN p = P + (((b * ci + c) * h + y * stride + ky) * w + x * stride + kx) * 16;
                IN q = W + (((c * co + o) * k + ky) * k + kx) * 16;
                for (int i = 0; i < 4; i++)
                  for (int j = 0; j < 4; j++)
                    for (int r = 0; r < 4; r++) sums[i * 4 + j] += p[i * 4 + r] * q[r * 4 + j];
              }
          for (int i = 0; i < 16; i++) V[(((b * co + o) * height + y) * width + x) * 16 + i] = sums[i];
        }
}

// ---- rows ---------------------------------------------------------------------------------------

void softmax(IN X, OUT Y, long columns, long rows) {
  PARALLEL
  for (long i = 0; i < rows; i++) {
    IN x = X + i * columns;
    OUT y = Y + i * columns;
    float most = x[0], sum = 0;
    for (long j = 0; j < columns; j++) most = x[j] > most ? x[j] : most;
    for (long j = 0; j < columns; j++) y[j] = expf(x[j] - most);
    for (long j = 0; j < columns; j++) sum += y[j];
    sum = 1 / sum;
    for (long j = 0; j < columns; j++) y[j] *= sum;
  }
}

void layernorm(IN X, IN G, IN B, OUT Y, long columns, long rows) {
  PARALLEL
  for (long i = 0; i < rows; i++) {
    IN x = X + i * columns;
    OUT y = Y + i * columns;
    float mean = 0, variance = 0;
    for (long j = 0; j < columns; j++) mean += x[j];
    mean /= columns;
    for (long j = 0; j < columns; j++) variance += (x[j] - mean) * (x[j] - mean);
    float scale = 1 / sqrtf(variance / columns + 1e-5f);
    for (long j = 0; j < columns; j++) y[j] = (x[j] - mean) * scale * G[j] + B[j];
  }
}

void rmsnorm(IN X, IN G, OUT Y, long columns, long rows) {
  PARALLEL
  for (long i = 0; i < rows; i++) {
    IN x = X + i * columns;
    OUT y = Y + i * columns;
    float square = 0;
    for (long j = 0; j < columns; j++) square += x[j] * x[j];
    float scale = 1 / sqrtf(square / columns + 1e-5f);
    for (long j = 0; j < columns; j++) y[j] = x[j] * scale * G[j];
  }
}

void biasGelu(IN X, IN B, OUT Y, long columns, long rows) {
  PARALLEL
  for (long i = 0; i < rows; i++)
    for (long j = 0; j < columns; j++) {
      float t = X[i * columns + j] + B[j];
      Y[i * columns + j] = 0.5f * t * (1 + erff(t * 0.70710678f));
    }
}

// tanh by way of exp, which compilers have vectors for
void biasGeluTanh(IN X, IN B, OUT Y, long columns, long rows) {
  PARALLEL
  for (long i = 0; i < rows; i++)
    for (long j = 0; j < columns; j++) {
      float t = X[i * columns + j] + B[j];
      Y[i * columns + j] = t * (1 - 1 / (expf(1.5957691216f * (t + 0.044715f * t * t * t)) + 1));
    }
}

void transpose(IN X, OUT Y, long columns, long rows) {
  PARALLEL2
  for (long j0 = 0; j0 < columns; j0 += 16)
    for (long i0 = 0; i0 < rows; i0 += 16)
      for (long j = j0; j < least(columns, j0 + 16); j++)
        for (long i = i0; i < least(rows, i0 + 16); i++) Y[j * rows + i] = X[i * columns + j];
}

void sum(IN X, OUT Y, long n) {
  float sum = 0;
#pragma omp parallel for schedule(static) reduction(+ : sum)
  for (long i = 0; i < n; i++) sum += X[i];
  *Y = sum;
}

// ---- attention ----------------------------------------------------------------------------------

// one query, over the first m keys
static void attend(IN q, IN K, IN V, OUT y, long d, long m) {
  float weights[m], sum = 0, scale = 1 / sqrtf(d);
  for (long j = 0; j < m; j++) {
    float score = 0;
    for (long c = 0; c < d; c++) score += q[c] * K[j * d + c];
    weights[j] = score * scale;
  }
  float most = weights[0];
  for (long j = 0; j < m; j++) most = weights[j] > most ? weights[j] : most;
  for (long j = 0; j < m; j++) weights[j] = expf(weights[j] - most);
  for (long j = 0; j < m; j++) sum += weights[j];
  for (long c = 0; c < d; c++) y[c] = 0;
  for (long j = 0; j < m; j++)
    for (long c = 0; c < d; c++) y[c] += weights[j] * V[j * d + c];
  for (long c = 0; c < d; c++) y[c] /= sum;
}

void attention(IN Q, IN K, IN V, OUT Y, long d, long h, long m, long n) {
  PARALLEL2
  for (long b = 0; b < h; b++)
    for (long i = 0; i < n; i++)
      attend(Q + (b * n + i) * d, K + b * m * d, V + b * m * d, Y + (b * n + i) * d, d, m);
}

void causalAttention(IN Q, IN K, IN V, OUT Y, long d, long h, long n) {
#pragma omp parallel for collapse(2) schedule(dynamic, 16)
  for (long b = 0; b < h; b++)
    for (long i = 0; i < n; i++)
      attend(Q + (b * n + i) * d, K + b * n * d, V + b * n * d, Y + (b * n + i) * d, d, i + 1);
}

// ---- images -------------------------------------------------------------------------------------

enum { BAND = 16 };

static inline long clamp(long i, long extent) { return i < 0 ? 0 : i < extent ? i : extent - 1; }

// sums of 2 radius + 1 neighbours of a line of w pixels
static void across(const uint8_t *restrict x, uint16_t *restrict sums, long radius, long w) {
  long inside = w - radius > radius ? w - radius : radius;
  if (radius == 1 && w > 2)
    for (long i = 1; i < w - 1; i++) sums[i] = x[i - 1] + x[i] + x[i + 1];
  else
    inside = radius;
  for (long i = 0; i < w; i = i + 1 == radius ? inside : i + 1) {
    sums[i] = 0;
    for (long d = -radius; d <= radius; d++) sums[i] += x[clamp(i + d, w)];
  }
}

// a band of lines at a time, so that the sums of lines stay in the cache
void blur(const uint8_t *restrict X, uint8_t *restrict Y, long h, long radius, long w) {
  const uint16_t area = (2 * radius + 1) * (2 * radius + 1), half = area / 2;
  PARALLEL
  for (long y0 = 0; y0 < h; y0 += BAND) {
    uint16_t lines[BAND + 2 * radius][w], sums[w];
    for (long y = 0; y < BAND + 2 * radius; y++)
      across(X + clamp(y0 + y - radius, h) * w, lines[y], radius, w);
    for (long y = y0; y < least(h, y0 + BAND); y++) {
      for (long x = 0; x < w; x++) sums[x] = half;
      for (long d = 0; d <= 2 * radius; d++)
        for (long x = 0; x < w; x++) sums[x] += lines[y - y0 + d][x];
      if (area == 9)
        for (long x = 0; x < w; x++) Y[y * w + x] = sums[x] / 9;
      else
        for (long x = 0; x < w; x++) Y[y * w + x] = sums[x] / area;
    }
  }
}

// the image comes with its border, as the two that follow
void blur3x3(const uint16_t *restrict X, uint16_t *restrict Y, long h, long w) {
  PARALLEL
  for (long y0 = 0; y0 < h; y0 += BAND) {
    uint16_t rows[BAND + 2][w];
    long lines = least(BAND, h - y0);
    for (long y = 0; y < lines + 2; y++) {
      const uint16_t *restrict x = X + (y0 + y) * (w + 2);
      for (long i = 0; i < w; i++) rows[y][i] = (uint16_t)(x[i] + x[i + 1] + x[i + 2]) / 3;
    }
    for (long y = 0; y < lines; y++)
      for (long i = 0; i < w; i++)
        Y[(y0 + y) * w + i] = (uint16_t)(rows[y][i] + rows[y + 1][i] + rows[y + 2][i]) / 3;
  }
}

// a line of gray of a planar image
static void gray(IN X, OUT to, long plane, long width) {
  for (long i = 0; i < width; i++)
    to[i] = 0.299f * X[i] + 0.587f * X[plane + i] + 0.114f * X[2 * plane + i];
}

void harris(IN X, OUT Y, long h, long w) {
  long width = w + 4, plane = (h + 4) * width;
  PARALLEL
  for (long y0 = 0; y0 < h; y0 += BAND) {
    float grays[BAND + 4][width], gx[BAND + 2][w + 2], gy[BAND + 2][w + 2];
    long lines = least(BAND, h - y0);
    for (long y = 0; y < lines + 4; y++) gray(X + (y0 + y) * width, grays[y], plane, width);
    for (long y = 0; y < lines + 2; y++) {
      IN a = grays[y];
      IN b = grays[y + 1];
      IN c = grays[y + 2];
      for (long i = 0; i < w + 2; i++) {
        gx[y][i] = (a[i + 2] - a[i] + 2 * (b[i + 2] - b[i]) + c[i + 2] - c[i]) / 12;
        gy[y][i] = (c[i] - a[i] + 2 * (c[i + 1] - a[i + 1]) + c[i + 2] - a[i + 2]) / 12;
      }
    }
    for (long y = 0; y < lines; y++)
      for (long i = 0; i < w; i++) {
        float xx = 0, yy = 0, xy = 0;
        for (int dy = 0; dy < 3; dy++)
          for (int dx = 0; dx < 3; dx++) {
            float u = gx[y + dy][i + dx], v = gy[y + dy][i + dx];
            xx += u * u, yy += v * v, xy += u * v;
          }
        Y[(y0 + y) * w + i] = xx * yy - xy * xy - 0.04f * (xx + yy) * (xx + yy);
      }
  }
}

void unsharp(IN X, OUT Y, long h, long w) {
  long width = w + 6, plane = (h + 6) * width;
  float weights[4];
  for (int d = 0; d < 4; d++) weights[d] = expf(-d * d / 4.5f) / (sqrtf(6.2831853f) * 1.5f);
  PARALLEL
  for (long y0 = 0; y0 < h; y0 += BAND) {
    float grays[BAND + 6][width], columns[width], ratio[w];
    long lines = least(BAND, h - y0);
    for (long y = 0; y < lines + 6; y++) gray(X + (y0 + y) * width, grays[y], plane, width);
    for (long y = 0; y < lines; y++) {
      float(*g)[width] = grays + y;
      for (long i = 0; i < width; i++)
        columns[i] = g[3][i] * weights[0] + (g[2][i] + g[4][i]) * weights[1] +
                     (g[1][i] + g[5][i]) * weights[2] + (g[0][i] + g[6][i]) * weights[3];
      for (long i = 0; i < w; i++) {
        IN c = columns + i;
        float blurred = c[3] * weights[0] + (c[2] + c[4]) * weights[1] +
                        (c[1] + c[5]) * weights[2] + (c[0] + c[6]) * weights[3];
        ratio[i] = 2 - blurred / g[3][i + 3];
      }
      for (int c = 0; c < 3; c++)
        for (long i = 0; i < w; i++)
          Y[(c * h + y0 + y) * w + i] = ratio[i] * X[c * plane + (y0 + y + 3) * width + i + 3];
    }
  }
}
