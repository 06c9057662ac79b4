/* Finds the unwinder when the first panic needs it.
   Most runs of most programs never unwind: they neither carry the unwinder (20 kB, a third of a small
   executable) nor load it at their start. A static executable has it built in: the linker is told so. */
#include "unwinder.h"
#include "poly_runtime.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#pragma weak dlopen
#pragma weak dlsym
#pragma weak _Unwind_RaiseException
#pragma weak _Unwind_Resume
#pragma weak _Unwind_DeleteException
#pragma weak _Unwind_GetLanguageSpecificData
#pragma weak _Unwind_GetRegionStart
#pragma weak _Unwind_GetIPInfo
#pragma weak _Unwind_GetIP
#pragma weak _Unwind_SetIP
#pragma weak _Unwind_SetGR
#pragma weak _Unwind_Backtrace

static struct unwinder loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void fail(void) {
  static const char message[] = "fatal runtime error: a panic cannot unwind: libgcc_s.so.1 was not found\n";
  if (write(2, message, sizeof message - 1) < 0) { /* nowhere to say it */ }
  abort();
}

static void *find(void *library, const char *name) {
  void *function = dlsym(library, name);
  if (function == NULL) fail();
  return function;
}

static void load(void) {
  if (_Unwind_RaiseException != NULL) {
    loaded = (struct unwinder){
        _Unwind_RaiseException, _Unwind_Resume, _Unwind_DeleteException, _Unwind_GetLanguageSpecificData,
        _Unwind_GetRegionStart, _Unwind_GetIPInfo, _Unwind_GetIP, _Unwind_SetIP, _Unwind_SetGR, _Unwind_Backtrace,
    };
    return;
  }
  void *library = dlopen != NULL ? dlopen("libgcc_s.so.1", RTLD_NOW | RTLD_LOCAL) : NULL;
  if (library == NULL) fail();
  /* POSIX: an object pointer from dlsym holds a function's address. */
#define FIND(field, name) *(void **)&loaded.field = find(library, name)
  FIND(raise, "_Unwind_RaiseException");
  FIND(resume, "_Unwind_Resume");
  FIND(delete, "_Unwind_DeleteException");
  FIND(tables, "_Unwind_GetLanguageSpecificData");
  FIND(region_start, "_Unwind_GetRegionStart");
  FIND(address_info, "_Unwind_GetIPInfo");
  FIND(address, "_Unwind_GetIP");
  FIND(set_address, "_Unwind_SetIP");
  FIND(set_register, "_Unwind_SetGR");
  FIND(backtrace, "_Unwind_Backtrace");
#undef FIND
}

void poly_unwinder_prepare(void) {
  /* What is loaded already needs no descriptor later. If it cannot be loaded, the first panic says so. */
  if (_Unwind_RaiseException == NULL && dlopen != NULL) dlopen("libgcc_s.so.1", RTLD_NOW | RTLD_LOCAL);
}

const struct unwinder *poly_unwinder(void) {
  pthread_once(&once, load);
  return &loaded;
}

_Noreturn void poly_panic_resume(void *exception) {
  poly_unwinder()->resume(exception);
  abort();
}

int poly_backtrace(int (*visit)(void *context, void *argument), void *argument) {
  /* The types differ only in names: a context is a pointer, a reason an int. */
  return (int)poly_unwinder()->backtrace((_Unwind_Trace_Fn)(void (*)(void))visit, argument);
}

uintptr_t poly_backtrace_address(void *context) { return poly_unwinder()->address(context); }
