/* 128-bit arithmetic. Conversions saturate; NaN becomes zero. */
#include "poly_runtime.h"

#include <string.h>

typedef __int128 i128;
typedef unsigned __int128 u128;

static u128 join(uint64_t low, uint64_t high) { return (u128)high << 64 | low; }

uint8_t poly_mulo_i128(uint64_t xl, uint64_t xh, uint64_t yl, uint64_t yh, void *result) {
  i128 product;
  uint8_t overflow = __builtin_mul_overflow((i128)join(xl, xh), (i128)join(yl, yh), &product);
  memcpy(result, &product, sizeof product);
  return overflow;
}

uint8_t poly_mulo_u128(uint64_t xl, uint64_t xh, uint64_t yl, uint64_t yh, void *result) {
  u128 product;
  uint8_t overflow = __builtin_mul_overflow(join(xl, xh), join(yl, yh), &product);
  memcpy(result, &product, sizeof product);
  return overflow;
}

static i128 to_signed(double value) {
  const i128 maximum = (i128)(~(u128)0 >> 1);
  if (value != value) return 0;
  if (value >= 0x1p127) return maximum;
  if (value < -0x1p127) return -maximum - 1;
  return (i128)value;
}

static u128 to_unsigned(double value) {
  if (!(value > 0)) return 0;
  if (value >= 0x1p128) return ~(u128)0;
  return (u128)value;
}

void poly_f64_to_i128(double value, void *result) {
  i128 integer = to_signed(value);
  memcpy(result, &integer, sizeof integer);
}

void poly_f64_to_u128(double value, void *result) {
  u128 integer = to_unsigned(value);
  memcpy(result, &integer, sizeof integer);
}

/* A float is a double exactly. */
void poly_f32_to_i128(float value, void *result) { poly_f64_to_i128(value, result); }
void poly_f32_to_u128(float value, void *result) { poly_f64_to_u128(value, result); }
