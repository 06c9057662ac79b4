// The twin of nqueens.rs: bit masks, a board of places, and tables of what is taken.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t bits(uint32_t n, uint32_t columns, uint32_t up, uint32_t down) {
  uint32_t full = (1u << n) - 1;
  if (columns == full) return 1;
  uint32_t open = full & ~(columns | up | down);
  uint64_t count = 0;
  while (open != 0) {
    uint32_t bit = open & -open;
    open ^= bit;
    count += bits(n, columns | bit, (up | bit) << 1, (down | bit) >> 1);
  }
  return count;
}

typedef struct {
  bool *column, *up, *down;
  size_t n;
  uint64_t nodes;
} Solver;

static uint64_t place(Solver *s, size_t row) {
  s->nodes++;
  if (row == s->n) return 1;
  uint64_t total = 0;
  for (size_t c = 0; c < s->n; c++) {
    size_t u = row + c, d = row + s->n - c;
    if (s->column[c] || s->up[u] || s->down[d]) continue;
    s->column[c] = s->up[u] = s->down[d] = true;
    total += place(s, row + 1);
    s->column[c] = s->up[u] = s->down[d] = false;
  }
  return total;
}

typedef struct {
  size_t first[32], length;
  uint64_t sum;
} Found;

static void record(void *context, const size_t *board, size_t length) {
  Found *found = context;
  if (found->length == 0) {
    memcpy(found->first, board, length * sizeof *board);
    found->length = length;
  }
  for (size_t i = 0; i < length; i++) found->sum = found->sum * 31 + board[i];
}

static bool safe(const size_t *board, size_t row, size_t column) {
  for (size_t r = 0; r < row; r++) {
    size_t c = board[r];
    if (c == column || row - r == (c > column ? c - column : column - c)) return false;
  }
  return true;
}

static void visit(size_t n, size_t *board, size_t row, void (*f)(void *, const size_t *, size_t), void *context) {
  if (row == n) return f(context, board, row);
  for (size_t column = 0; column < n; column++)
    if (safe(board, row, column)) {
      board[row] = column;
      visit(n, board, row + 1, f, context);
    }
}

int main(int argc, char **argv) {
  size_t n = argc > 1 ? atol(argv[1]) : 7;
  printf("%llu\n", (unsigned long long)bits(n + 1, 0, 0, 0));
  Solver s = {calloc(n, 1), calloc(2 * n, 1), calloc(2 * n + 1, 1), n, 0};
  uint64_t count = place(&s, 0);
  printf("%llu %llu\n", (unsigned long long)count, (unsigned long long)s.nodes);
  size_t board[32];
  static Found found;
  visit(n - 1, board, 0, record, &found);
  if (found.length == 0) {
    printf("None");
  } else {
    printf("Some([");
    for (size_t i = 0; i < found.length; i++) printf(i ? ", %zu" : "%zu", found.first[i]);
    printf("])");
  }
  printf(" %llx\n", (unsigned long long)found.sum);
}
