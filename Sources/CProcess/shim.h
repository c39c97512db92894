#include <sys/prctl.h>

// prctl(2) takes any number of arguments, which Swift cannot call.

/// Lets no other process of this account look into this one's memory, and writes no core.
static inline int decaph_process_set_undumpable(void) {
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/// Asks for a signal when the parent ends.
static inline int decaph_process_set_parent_death_signal(int signal) {
  return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0);
}
