// libxsmm's kernels for small products, called as for loops.c. Its matrices are column-major: ours
// are their transposes, so C^T = B^T . A^T.
#include <libxsmm.h>

void matmul(const float *A, const float *B, float *C, long k, long m, long n) {
  const libxsmm_blasint M = n, N = m, K = k;
  const float one = 1, zero = 0;
  libxsmm_sgemm_omp("N", "N", &M, &N, &K, &one, B, &M, A, &K, &zero, C, &M);
}

void batchedMatmul(const float *A, const float *B, float *C, long b, long k, long m, long n) {
  const float one = 1, zero = 0;
  libxsmm_smmfunction kernel = libxsmm_smmdispatch(n, m, k, 0, 0, 0, &one, &zero, 0, 0);
#pragma omp parallel for schedule(static)
  for (long q = 0; q < b; q++) kernel(B + q * k * n, A + q * m * k, C + q * m * n);
}
