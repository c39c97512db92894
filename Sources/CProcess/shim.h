#include <sys/prctl.h>

/// prctl(2) takes any number of arguments, which Swift cannot call.
static inline int decaph_process_set_undumpable(void) {
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
