/* The functions of the C compiler's unwinder (Itanium C++ ABI, "Exception Handling", level 1). */
#ifndef POLY_UNWINDER_H
#define POLY_UNWINDER_H

#include <unwind.h>

struct unwinder {
  __typeof__(&_Unwind_RaiseException) raise;
  __typeof__(&_Unwind_Resume) resume;
  __typeof__(&_Unwind_DeleteException) delete;
  __typeof__(&_Unwind_GetLanguageSpecificData) tables;
  __typeof__(&_Unwind_GetRegionStart) region_start;
  __typeof__(&_Unwind_GetIPInfo) address_info;
  __typeof__(&_Unwind_GetIP) address;
  __typeof__(&_Unwind_SetIP) set_address;
  __typeof__(&_Unwind_SetGR) set_register;
  __typeof__(&_Unwind_Backtrace) backtrace;
};

/* Loaded when it is first asked for; the program ends if it is not there. */
const struct unwinder *poly_unwinder(void);
/* Loads it already, where it can be had: for programs that go on after panics without descriptors. */
void poly_unwinder_prepare(void);

#endif
