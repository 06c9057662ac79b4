/* Raising and catching of panics, and the personality routine of compiled functions.
   Exception objects and tables are those of the Itanium C++ ABI, "Exception Handling", level 1; the
   tables are in the form of GCC's language-specific data area. */
#include "poly_runtime.h"
#include "unwinder.h"

#include <stdlib.h>

#define EXCEPTION_CLASS 0x504f4c59525553ull /* "POLYRUS" */

struct exception {
  struct _Unwind_Exception header;
  void *data;
  void *vtable;
};

static void free_foreign(_Unwind_Reason_Code reason, struct _Unwind_Exception *header) {
  (void)reason;
  free(header);
}

int poly_panic_raise(void *data, void *vtable) {
  struct exception *exception = calloc(1, sizeof *exception);
  if (exception == NULL) abort();
  exception->header.exception_class = EXCEPTION_CLASS;
  exception->header.exception_cleanup = free_foreign;
  exception->data = data;
  exception->vtable = vtable;
  return (int)poly_unwinder()->raise(&exception->header);
}

int poly_panic_take(void *pointer, void **data, void **vtable) {
  struct _Unwind_Exception *header = pointer;
  if (header->exception_class != EXCEPTION_CLASS) {
    poly_unwinder()->delete(header);
    return 1;
  }
  struct exception *exception = pointer;
  *data = exception->data;
  *vtable = exception->vtable;
  free(exception);
  return 0;
}

/* DWARF 5, section 7.6. */
static uint64_t read_uleb128(const uint8_t **cursor) {
  uint64_t result = 0;
  unsigned shift = 0;
  uint8_t byte;
  do {
    byte = *(*cursor)++;
    if (shift < 64) result |= (uint64_t)(byte & 0x7f) << shift;
    shift += 7;
  } while (byte & 0x80);
  return result;
}

static uint64_t read_bytes(const uint8_t **cursor, unsigned count) {
  uint64_t result = 0;
  for (unsigned index = 0; index < count; index++) result |= (uint64_t)(*cursor)[index] << (index * 8);
  *cursor += count;
  return result;
}

/* The encodings of offsets that the compiler writes: DW_EH_PE_uleb128, _udata2, _udata4, _udata8. */
static uint64_t read_offset(const uint8_t **cursor, uint8_t encoding) {
  switch (encoding & 0x0f) {
    case 0x01: return read_uleb128(cursor);
    case 0x02: return read_bytes(cursor, 2);
    case 0x03: return read_bytes(cursor, 4);
    case 0x04: return read_bytes(cursor, 8);
    default: abort();
  }
}

struct landing {
  uintptr_t address; /* 0: none */
  int catches;
};

static struct landing find_landing(const struct unwinder *unwinder, struct _Unwind_Context *context) {
  struct landing none = {0, 0};
  const uint8_t *cursor = (const uint8_t *)unwinder->tables(context);
  if (cursor == NULL) return none;
  int before = 0;
  uintptr_t address = unwinder->address_info(context, &before);
  /* A return address is behind its call. */
  if (!before) address -= 1;
  uintptr_t start = unwinder->region_start(context);
  uintptr_t pad_base = start;
  uint8_t encoding = *cursor++;
  if (encoding != 0xff) pad_base = start + read_offset(&cursor, encoding);
  encoding = *cursor++;
  if (encoding != 0xff) read_uleb128(&cursor);
  encoding = *cursor++;
  uint64_t length = read_uleb128(&cursor);
  const uint8_t *end = cursor + length;
  while (cursor < end) {
    uintptr_t from = start + read_offset(&cursor, encoding);
    uintptr_t size = read_offset(&cursor, encoding);
    uintptr_t pad = read_offset(&cursor, encoding);
    uint64_t action = read_uleb128(&cursor);
    if (address < from) break;
    if (address < from + size) {
      if (pad == 0) return none;
      struct landing found = {pad_base + pad, action != 0};
      return found;
    }
  }
  return none;
}

_Unwind_Reason_Code poly_eh_personality(int version, _Unwind_Action actions,
                                        _Unwind_Exception_Class exception_class,
                                        struct _Unwind_Exception *exception,
                                        struct _Unwind_Context *context);

_Unwind_Reason_Code poly_eh_personality(int version, _Unwind_Action actions,
                                        _Unwind_Exception_Class exception_class,
                                        struct _Unwind_Exception *exception,
                                        struct _Unwind_Context *context) {
  (void)exception_class;
  if (version != 1) return _URC_FATAL_PHASE1_ERROR;
  const struct unwinder *unwinder = poly_unwinder();
  struct landing landing = find_landing(unwinder, context);
  if (landing.address == 0) return _URC_CONTINUE_UNWIND;
  if (actions & _UA_SEARCH_PHASE) return landing.catches ? _URC_HANDLER_FOUND : _URC_CONTINUE_UNWIND;
  /* A forced unwinding (a cancelled thread) is not caught. */
  if (landing.catches && (actions & _UA_FORCE_UNWIND)) return _URC_CONTINUE_UNWIND;
  unwinder->set_register(context, __builtin_eh_return_data_regno(0), (uintptr_t)exception);
  unwinder->set_register(context, __builtin_eh_return_data_regno(1), 0);
  unwinder->set_address(context, landing.address);
  return _URC_INSTALL_CONTEXT;
}
