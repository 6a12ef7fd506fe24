// CLBlast's product on the first OpenCL device, called as for loops.c. Its buffers are the caller's
// own memory, so that a CPU copies nothing; each call waits for its result.
#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>
#include <clblast_c.h>

static cl_context context;
static cl_command_queue queue;

static int start(void) {
  cl_platform_id platform;
  cl_device_id device;
  if (clGetPlatformIDs(1, &platform, NULL)) return 0;
  if (clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 1, &device, NULL)) return 0;
  context = clCreateContext(NULL, 1, &device, NULL, NULL, NULL);
  queue = clCreateCommandQueue(context, device, 0, NULL);
  return 1;
}

static cl_mem buffer(cl_mem_flags access, const float *of, long elements) {
  return clCreateBuffer(context, access | CL_MEM_USE_HOST_PTR, elements * 4, (void *)of, NULL);
}

static void product(const float *A, const float *B, float *C, long k, long m, long n,
                    CLBlastTranspose transposed) {
  static cl_mem a, b, c;
  if (!queue && start()) {
    a = buffer(CL_MEM_READ_ONLY, A, m * k);
    b = buffer(CL_MEM_READ_ONLY, B, k * n);
    c = buffer(CL_MEM_READ_WRITE, C, m * n);
  }
  CLBlastSgemm(CLBlastLayoutRowMajor, CLBlastTransposeNo, transposed, m, n, k, 1, a, 0, k, b, 0,
               transposed == CLBlastTransposeNo ? n : k, 0, c, 0, n, &queue, NULL);
  clFinish(queue);
  cl_int failed;
  void *here = clEnqueueMapBuffer(queue, c, CL_TRUE, CL_MAP_READ, 0, m * n * 4, 0, NULL, NULL,
                                  &failed);
  clEnqueueUnmapMemObject(queue, c, here, 0, NULL, NULL);
  clFinish(queue);
}

void matmul(const float *A, const float *B, float *C, long k, long m, long n) {
  product(A, B, C, k, m, n, CLBlastTransposeNo);
}

void matmulTransposed(const float *A, const float *B, float *C, long k, long m, long n) {
  product(A, B, C, k, m, n, CLBlastTransposeYes);
}
