// The twin of mandelbrot.rs: a bitmap's checksum, points inside, iterations.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint32_t escape(double re, double im, uint32_t limit) {
  double x = 0, y = 0;
  for (uint32_t i = 0; i < limit; i++) {
    double x2 = x * x, y2 = y * y;
    if (x2 + y2 > 4) return i;
    y = 2 * x * y + im;
    x = x2 - y2 + re;
  }
  return limit;
}

int main(int argc, char **argv) {
  size_t n = argc > 1 ? atol(argv[1]) : 100;
  const uint32_t limit = 100;
  uint8_t *bitmap = malloc(n * ((n + 7) / 8));
  size_t length = 0;
  uint64_t inside = 0, total = 0;
  for (size_t y = 0; y < n; y++) {
    uint8_t byte = 0;
    for (size_t x = 0; x < n; x++) {
      uint32_t count = escape(2.0 * (double)x / (double)n - 1.5, 2.0 * (double)y / (double)n - 1.0, limit);
      total += count;
      byte <<= 1;
      if (count == limit) {
        byte |= 1;
        inside++;
      }
      if (x % 8 == 7) {
        bitmap[length++] = byte;
        byte = 0;
      }
    }
    if (n % 8 != 0) bitmap[length++] = byte << (8 - n % 8);
  }
  uint32_t sum = 0;
  for (size_t i = 0; i < length; i++) sum = sum * 31 + bitmap[i];
  printf("%llu %llu %u\n", (unsigned long long)inside, (unsigned long long)total, sum);
}
