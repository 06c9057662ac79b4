// The twin of matmul.rs: products of flat matrices and of matrices as lists of rows.
#include <stdio.h>
#include <stdlib.h>

static double f(size_t i, size_t j) { return (double)((i * 7 + j * 3) % 11) - 5; }
static double g(size_t i, size_t j) { return (double)((i * 5 + j * 13) % 17) / 8; }

static void multiply(const double *a, const double *b, double *r, size_t n) {
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < n; k++) {
      double x = a[i * n + k];
      const double *row = b + k * n;
      double *out = r + i * n;
      for (size_t j = 0; j < n; j++) out[j] += x * row[j];
    }
}
static double **rows(size_t n, double (*value)(size_t, size_t)) {
  double **list = malloc(n * sizeof *list);
  for (size_t i = 0; i < n; i++) {
    list[i] = calloc(n, sizeof **list);
    for (size_t j = 0; value && j < n; j++) list[i][j] = value(i, j);
  }
  return list;
}

int main(int argc, char **argv) {
  size_t n = argc > 1 ? atol(argv[1]) : 60;
  double *a = malloc(n * n * sizeof *a), *b = malloc(n * n * sizeof *b), *c = calloc(n * n, sizeof *c);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      a[i * n + j] = f(i, j);
      b[i * n + j] = g(i, j);
    }
  multiply(a, b, c, n);
  double trace = 0, total = 0;
  for (size_t i = 0; i < n; i++) trace += c[i * n + i];
  for (size_t i = 0; i < n * n; i++) total += c[i];
  printf("%.3f %.3f\n", trace, total);
  size_t m = n / 2;
  double **x = rows(m, f), **y = rows(m, g), **z = rows(m, NULL);
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j < m; j++) {
      double s = 0;
      for (size_t k = 0; k < m; k++) s += x[i][k] * y[k][j];
      z[i][j] = s;
    }
  double sum = 0;
  for (size_t i = 0; i < m; i++) {
    double row = 0;
    for (size_t j = 0; j < m; j++) row += z[i][j];
    sum += row;
  }
  printf("%.3f %.3f\n", z[m / 2][m / 3], sum);
}
