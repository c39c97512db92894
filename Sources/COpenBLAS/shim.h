#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// cblas_sgemm, which is found in the library when it is loaded: no header of it is needed. CBLAS has
// its own enumerations for the first three; integers of distributions' packages have 32 bits.
typedef void (*decaph_sgemm)(int order, int transpose_a, int transpose_b, int32_t rows,
                             int32_t columns, int32_t inner, float scale, const float *a,
                             int32_t stride_a, const float *b, int32_t stride_b, float keep,
                             float *c, int32_t stride_c);

enum { decaph_row_major = 101, decaph_no_transpose = 111, decaph_transpose = 112 };

// Which kernels OpenBLAS shall take, by what this processor can do; NULL where it shall choose.
static inline const char *decaph_openblas_core(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512cd"))
    return "OPENBLAS_CORETYPE=SkylakeX";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return "OPENBLAS_CORETYPE=Haswell";
#endif
  return 0;
}

extern char **environ;

// Tells OpenBLAS, which asks the environment when it is loaded and cannot be told otherwise: one
// thread, and these kernels. What the user has set stays. Another thread may be reading the
// environment: setenv could free what it reads, so it gets a new list, and the old one stays.
static inline void decaph_tell_openblas(void) {
  const char *core = decaph_openblas_core();
  size_t count = 0;
  while (environ && environ[count]) count++;
  char **list = (char **)malloc((count + 3) * sizeof *list);
  if (!list) return;
  if (count) memcpy(list, environ, count * sizeof *list);
  if (!getenv("OPENBLAS_NUM_THREADS")) list[count++] = (char *)"OPENBLAS_NUM_THREADS=1";
  if (core && !getenv("OPENBLAS_CORETYPE")) list[count++] = (char *)core;
  list[count] = 0;
  environ = list;
}

// Float to integer toward zero, one machine instruction. Swift's Int32(x) checks the range first,
// a branch per number that no compiler vectorises. The caller must know that |x| < 2^31.
static inline int32_t decaph_truncate(float x) { return (int32_t)x; }
