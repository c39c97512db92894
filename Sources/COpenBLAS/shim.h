#include <cblas.h>
#include <stdint.h>

// The library is loaded when it is needed, so that only these types come from its header.
typedef __typeof__(&cblas_sgemm) decaph_sgemm;
typedef __typeof__(&cblas_sgemv) decaph_sgemv;

// The kernels of OpenBLAS for this processor, by what it can do; NULL where OpenBLAS shall choose.
static inline const char *decaph_openblas_core(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512cd"))
    return "SkylakeX";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "Haswell";
#endif
  return 0;
}

// Float to integer toward zero, one machine instruction. Swift's Int32(x) checks the range first,
// a branch per number that no compiler vectorises. The caller must know that |x| < 2^31.
static inline int32_t decaph_truncate(float x) { return (int32_t)x; }
