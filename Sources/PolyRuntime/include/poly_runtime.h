/* The whole ABI between compiled programs and the runtime. */
#ifndef POLY_RUNTIME_H
#define POLY_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

/* Made by the compiler: runs the program's `main` and gives its exit code. */
int poly_main(int argc, char **argv);

/* The arguments that the process was started with. */
int poly_argument_count(void);
char **poly_arguments(void);

/* Memory. `alignment` is a power of two; a null result means that there is none left. */
void *poly_alloc(size_t size, size_t alignment);
void *poly_alloc_zeroed(size_t size, size_t alignment);
void *poly_realloc(void *pointer, size_t old_size, size_t alignment, size_t new_size);
void poly_dealloc(void *pointer, size_t size, size_t alignment);

/* Unwinds with a payload (two words: a `Box<dyn Any + Send>`). Returns the unwinder's reason only if
   nobody catches it. */
int poly_panic_raise(void *data, void *vtable);
/* Takes the payload out of a caught exception and frees it. 0, or 1 if the exception is foreign. */
int poly_panic_take(void *exception, void **data, void **vtable);

/* 128-bit arithmetic that has no routine in the compiler's support library. */
uint8_t poly_mulo_i128(uint64_t xl, uint64_t xh, uint64_t yl, uint64_t yh, void *result);
uint8_t poly_mulo_u128(uint64_t xl, uint64_t xh, uint64_t yl, uint64_t yh, void *result);
void poly_f32_to_i128(float value, void *result);
void poly_f32_to_u128(float value, void *result);
void poly_f64_to_i128(double value, void *result);
void poly_f64_to_u128(double value, void *result);

#endif
