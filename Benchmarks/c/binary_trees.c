// The twin of binary_trees.rs: trees that are made, counted and given back.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Tree { struct Tree *left, *right; } Tree;

static Tree *build(uint32_t depth) {
  Tree *tree = malloc(sizeof *tree);
  tree->left = depth ? build(depth - 1) : NULL;
  tree->right = depth ? build(depth - 1) : NULL;
  return tree;
}
static uint32_t check(const Tree *tree) {
  return tree->left && tree->right ? 1 + check(tree->left) + check(tree->right) : 1;
}
static void drop(Tree *tree) {
  if (!tree) return;
  drop(tree->left);
  drop(tree->right);
  free(tree);
}

int main(int argc, char **argv) {
  uint32_t n = argc > 1 ? atol(argv[1]) : 10, least = 4, most = n > least + 2 ? n : least + 2;
  Tree *tree = build(most + 1);
  printf("stretch tree of depth %u\t check: %u\n", most + 1, check(tree));
  drop(tree);
  Tree *kept = build(most);
  for (uint32_t depth = least; depth <= most; depth += 2) {
    uint32_t iterations = 1u << (most - depth + least), sum = 0;
    for (uint32_t i = 0; i < iterations; i++) {
      Tree *one = build(depth);
      sum += check(one);
      drop(one);
    }
    printf("%u\t trees of depth %u\t check: %u\n", iterations, depth, sum);
  }
  printf("long lived tree of depth %u\t check: %u\n", most, check(kept));
  drop(kept);
}
