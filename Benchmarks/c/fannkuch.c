// The twin of fannkuch.rs: flips of all permutations.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t checksum;
static uint32_t most;

static void fannkuch(size_t n) {
  size_t *order = malloc(n * sizeof *order), *work = malloc(n * sizeof *work), *count = calloc(n + 1, sizeof *count);
  for (size_t i = 0; i < n; i++) order[i] = i;
  size_t r = n;
  for (size_t index = 0;; index++) {
    for (; r != 1; r--) count[r - 1] = r;
    if (order[0] != 0) {
      memcpy(work, order, n * sizeof *work);
      uint32_t flips = 0;
      for (size_t k; (k = work[0]) != 0; flips++) {
        for (size_t low = 0, high = k; low < high; low++, high--) {
          size_t other = work[low];
          work[low] = work[high];
          work[high] = other;
        }
      }
      if (flips > most) most = flips;
      if (index % 2 == 0) checksum += flips; else checksum -= flips;
    }
    for (;; r++) {
      if (r == n) return;
      size_t first = order[0];
      for (size_t i = 0; i < r; i++) order[i] = order[i + 1];
      order[r] = first;
      if (--count[r] > 0) break;
    }
  }
}

int main(int argc, char **argv) {
  size_t n = argc > 1 ? atol(argv[1]) : 7;
  fannkuch(n);
  printf("%lld\nPfannkuchen(%zu) = %u\n", (long long)checksum, n, most);
}
