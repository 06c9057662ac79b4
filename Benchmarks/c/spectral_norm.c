// The twin of spectral_norm.rs: power iteration on a matrix that is computed.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static double a(size_t i, size_t j) {
  size_t s = i + j;
  return 1 / (double)(s * (s + 1) / 2 + i + 1);
}
static void multiply(const double *v, double *out, size_t n) {
  for (size_t i = 0; i < n; i++) {
    double s = 0;
    for (size_t j = 0; j < n; j++) s += a(i, j) * v[j];
    out[i] = s;
  }
}
static void multiply_transposed(const double *v, double *out, size_t n) {
  for (size_t i = 0; i < n; i++) {
    double s = 0;
    for (size_t j = 0; j < n; j++) s += a(j, i) * v[j];
    out[i] = s;
  }
}

int main(int argc, char **argv) {
  size_t n = argc > 1 ? atol(argv[1]) : 100;
  double *u = malloc(n * sizeof *u), *v = calloc(n, sizeof *v), *other = calloc(n, sizeof *other);
  for (size_t i = 0; i < n; i++) u[i] = 1;
  for (int i = 0; i < 10; i++) {
    multiply(u, other, n);
    multiply_transposed(other, v, n);
    multiply(v, other, n);
    multiply_transposed(other, u, n);
  }
  double both = 0, square = 0;
  for (size_t i = 0; i < n; i++) {
    both += u[i] * v[i];
    square += v[i] * v[i];
  }
  printf("%.9f\n", sqrt(both / square));
}
