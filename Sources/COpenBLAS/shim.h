#include <cblas.h>
#include <stdint.h>

// Float to integer toward zero, one machine instruction. Swift's Int32(x) checks the range first,
// a branch per number that no compiler vectorises. The caller must know that |x| < 2^31.
static inline int32_t decaph_truncate(float x) { return (int32_t)x; }
