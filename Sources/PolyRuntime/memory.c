/* Allocation over malloc; alignments beyond malloc's through aligned_alloc. The names that programs call are
 * weak: `#[global_allocator]` defines them anew. */
#define _GNU_SOURCE
#include "poly_runtime.h"

#include <stdlib.h>
#include <string.h>

enum { MALLOC_ALIGNMENT = 16 };

void *poly_system_alloc(size_t size, size_t alignment) {
  if (alignment <= MALLOC_ALIGNMENT && alignment <= size) return malloc(size);
  void *result = NULL;
  if (alignment < sizeof(void *)) alignment = sizeof(void *);
  return posix_memalign(&result, alignment, size) == 0 ? result : NULL;
}

void *poly_system_alloc_zeroed(size_t size, size_t alignment) {
  if (alignment <= MALLOC_ALIGNMENT && alignment <= size) return calloc(size, 1);
  void *result = poly_system_alloc(size, alignment);
  if (result != NULL) memset(result, 0, size);
  return result;
}

void *poly_system_realloc(void *pointer, size_t old_size, size_t alignment, size_t new_size) {
  if (alignment <= MALLOC_ALIGNMENT && alignment <= new_size) return realloc(pointer, new_size);
  void *result = poly_system_alloc(new_size, alignment);
  if (result != NULL) {
    memcpy(result, pointer, old_size < new_size ? old_size : new_size);
    free(pointer);
  }
  return result;
}

void poly_system_dealloc(void *pointer, size_t size, size_t alignment) {
  (void)size;
  (void)alignment;
  free(pointer);
}

__attribute__((weak, alias("poly_system_alloc"))) void *poly_alloc(size_t size, size_t alignment);
__attribute__((weak, alias("poly_system_alloc_zeroed"))) void *poly_alloc_zeroed(size_t size, size_t alignment);
__attribute__((weak, alias("poly_system_realloc"))) void *poly_realloc(
    void *pointer, size_t old_size, size_t alignment, size_t new_size);
__attribute__((weak, alias("poly_system_dealloc"))) void poly_dealloc(void *pointer, size_t size, size_t alignment);
