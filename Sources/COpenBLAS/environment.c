#include "COpenBLAS.h"

#include <stdlib.h>

// OpenBLAS asks the environment when it is loaded, and nothing else tells it. So this comes before
// main, while there is one thread: later another one could read the environment meanwhile. What
// the user has set stays.
__attribute__((constructor)) static void decaph_prepare_openblas(void) {
  // Every core has its own examples here; threads of OpenBLAS would only spin beside them.
  setenv("OPENBLAS_NUM_THREADS", "1", 0);
#if defined(__x86_64__)
  // It knows processors by a list that ends with its release: 0.3.21 takes the kernels of 2004 on
  // one that came later, and is a fraction as fast. What counts is what the processor can do.
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512cd"))
    setenv("OPENBLAS_CORETYPE", "SkylakeX", 0);
  else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    setenv("OPENBLAS_CORETYPE", "Haswell", 0);
#endif
}
