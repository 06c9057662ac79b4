/* Allocation over malloc; alignments beyond malloc's through aligned_alloc. */
#define _GNU_SOURCE
#include "poly_runtime.h"

#include <stdlib.h>
#include <string.h>

enum { MALLOC_ALIGNMENT = 16 };

void *poly_alloc(size_t size, size_t alignment) {
  if (alignment <= MALLOC_ALIGNMENT && alignment <= size) return malloc(size);
  void *result = NULL;
  if (alignment < sizeof(void *)) alignment = sizeof(void *);
  return posix_memalign(&result, alignment, size) == 0 ? result : NULL;
}

void *poly_alloc_zeroed(size_t size, size_t alignment) {
  if (alignment <= MALLOC_ALIGNMENT && alignment <= size) return calloc(size, 1);
  void *result = poly_alloc(size, alignment);
  if (result != NULL) memset(result, 0, size);
  return result;
}

void *poly_realloc(void *pointer, size_t old_size, size_t alignment, size_t new_size) {
  if (alignment <= MALLOC_ALIGNMENT && alignment <= new_size) return realloc(pointer, new_size);
  void *result = poly_alloc(new_size, alignment);
  if (result != NULL) {
    memcpy(result, pointer, old_size < new_size ? old_size : new_size);
    free(pointer);
  }
  return result;
}

void poly_dealloc(void *pointer, size_t size, size_t alignment) {
  (void)size;
  (void)alignment;
  free(pointer);
}
