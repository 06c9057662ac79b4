/* Allocation over malloc, with blocks that were freed kept by each thread for the next of their size: glibc keeps
 * seven of a size where it is fast. Every block is malloc's. Alignments beyond malloc's go through posix_memalign. The
 * names that programs call are weak: `#[global_allocator]` defines them anew. */
#define _GNU_SOURCE
#include "poly_runtime.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
  MALLOC_ALIGNMENT = 16,
  /* Sizes 24, 40, 56, …: what fills malloc's blocks, which begin with a word of its own. */
  CLASSES = 33,
  LARGEST = (CLASSES - 1) * 16 - 8,
  /* Of each size, a thread keeps no more than this. */
  KEPT_BYTES = 1 << 20,
};

static inline size_t class_of(size_t size) { return (size + 8 + 15) / 16; }
static inline size_t class_size(size_t class) { return class * 16 - 8; }

/* Blocks of each size, linked by their first words, and how many more may be kept. */
static __thread struct {
  void *first[CLASSES];
  unsigned room[CLASSES];
  char is_known;
} kept;

static inline void *take(size_t class) {
  void *block = kept.first[class];
  if (block == NULL) return NULL;
  memcpy(&kept.first[class], block, sizeof(void *));
  kept.room[class]++;
  return block;
}

static inline void keep(void *block, size_t class) {
  memcpy(block, &kept.first[class], sizeof(void *));
  kept.first[class] = block;
  kept.room[class]--;
}

static pthread_key_t ending;
static pthread_once_t ending_once = PTHREAD_ONCE_INIT;
static char is_plain;

/* A thread ends: nothing more is kept. */
static void give_back(void *unused) {
  (void)unused;
  for (size_t class = 0; class < CLASSES; class++) {
    void *block;
    while ((block = take(class)) != NULL) free(block);
    kept.room[class] = 0;
  }
}

/* With `POLY_MEMORY=plain` each block is freed at once, so that valgrind sees what is used after it. */
static void prepare(void) {
  const char *wish = getenv("POLY_MEMORY");
  is_plain = wish != NULL && strcmp(wish, "plain") == 0;
#ifdef __SANITIZE_ADDRESS__
  is_plain = 1;
#endif
  if (pthread_key_create(&ending, give_back) != 0) is_plain = 1;
}

static __attribute__((noinline)) void free_now(void *block, size_t class) {
  if (!kept.is_known) {
    kept.is_known = 1;
    pthread_once(&ending_once, prepare);
    if (!is_plain && pthread_setspecific(ending, &kept) == 0) {
      for (size_t other = 1; other < CLASSES; other++) kept.room[other] = KEPT_BYTES / (other * 16);
      keep(block, class);
      return;
    }
  }
  free(block);
}

void *poly_system_alloc(size_t size, size_t alignment) {
  if (alignment <= MALLOC_ALIGNMENT && alignment <= size) {
    if (size > LARGEST) return malloc(size);
    size_t class = class_of(size);
    void *block = take(class);
    return block != NULL ? block : malloc(class_size(class));
  }
  void *result = NULL;
  if (alignment < sizeof(void *)) alignment = sizeof(void *);
  return posix_memalign(&result, alignment, size) == 0 ? result : NULL;
}

void *poly_system_alloc_zeroed(size_t size, size_t alignment) {
  if (alignment <= MALLOC_ALIGNMENT && alignment <= size && size > LARGEST) return calloc(size, 1);
  void *result = poly_system_alloc(size, alignment);
  if (result != NULL) memset(result, 0, size);
  return result;
}

void poly_system_dealloc(void *pointer, size_t size, size_t alignment) {
  if (alignment <= MALLOC_ALIGNMENT && alignment <= size && size <= LARGEST) {
    size_t class = class_of(size);
    if (kept.room[class] != 0) {
      keep(pointer, class);
    } else {
      free_now(pointer, class);
    }
    return;
  }
  free(pointer);
}

void *poly_system_realloc(void *pointer, size_t old_size, size_t alignment, size_t new_size) {
  if (alignment <= MALLOC_ALIGNMENT && alignment <= old_size && alignment <= new_size) {
    if (new_size > LARGEST) return realloc(pointer, new_size);
    size_t class = class_of(new_size);
    if (old_size <= LARGEST && class_of(old_size) == class) return pointer;
    /* The block keeps its bytes where malloc can make it longer or shorter; another one is at hand more often. */
    void *block = take(class);
    if (block == NULL) return realloc(pointer, class_size(class));
    memcpy(block, pointer, old_size < new_size ? old_size : new_size);
    poly_system_dealloc(pointer, old_size, alignment);
    return block;
  }
  void *result = poly_system_alloc(new_size, alignment);
  if (result != NULL) {
    memcpy(result, pointer, old_size < new_size ? old_size : new_size);
    poly_system_dealloc(pointer, old_size, alignment);
  }
  return result;
}

__attribute__((weak, alias("poly_system_alloc"))) void *poly_alloc(size_t size, size_t alignment);
__attribute__((weak, alias("poly_system_alloc_zeroed"))) void *poly_alloc_zeroed(size_t size, size_t alignment);
__attribute__((weak, alias("poly_system_realloc"))) void *poly_realloc(
    void *pointer, size_t old_size, size_t alignment, size_t new_size);
__attribute__((weak, alias("poly_system_dealloc"))) void poly_dealloc(void *pointer, size_t size, size_t alignment);
