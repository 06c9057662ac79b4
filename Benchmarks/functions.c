// Twins of functions.rs: what C compilers make of the same functions is the measure of their code's size.
#include <stddef.h>
#include <stdint.h>

typedef struct Node { struct Node *next; int64_t key; int32_t value; } Node;
typedef struct { double x, y, z; } Vector;

uint64_t divisor(uint64_t a, uint64_t b) {
  while (b != 0) {
    uint64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
size_t length(const uint8_t *text) {
  const uint8_t *end = text;
  while (*end != 0) end++;
  return end - text;
}
const uint8_t *find_byte(const uint8_t *text, size_t count, uint8_t byte) {
  for (size_t i = 0; i < count; i++) if (text[i] == byte) return text + i;
  return NULL;
}
uint32_t checksum(const uint8_t *data, size_t count) {
  uint32_t sum = 0xFFFFFFFF;
  for (size_t i = 0; i < count; i++) {
    sum ^= data[i];
    for (int bit = 0; bit < 8; bit++) sum = sum & 1 ? sum >> 1 ^ 0xEDB88320 : sum >> 1;
  }
  return ~sum;
}
uint64_t hash(const uint8_t *data, size_t count) {
  uint64_t value = 0xCBF29CE484222325;
  for (size_t i = 0; i < count; i++) value = (value ^ data[i]) * 0x100000001B3;
  return value;
}
void sort(int32_t *list, size_t count) {
  for (size_t i = 1; i < count; i++) {
    int32_t item = list[i];
    size_t j = i;
    while (j > 0 && list[j - 1] > item) {
      list[j] = list[j - 1];
      j--;
    }
    list[j] = item;
  }
}
size_t search(const int64_t *list, size_t count, int64_t key) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (list[middle] < key) low = middle + 1; else high = middle;
  }
  return low;
}
int32_t find_key(const Node *node, int64_t key) {
  for (; node; node = node->next) if (node->key == key) return node->value;
  return -1;
}
Node *reverse(Node *node) {
  Node *result = NULL;
  while (node) {
    Node *next = node->next;
    node->next = result;
    result = node;
    node = next;
  }
  return result;
}
uint32_t steps(uint64_t n) {
  uint32_t count = 0;
  while (n != 1) {
    n = n % 2 == 0 ? n / 2 : 3 * n + 1;
    count++;
  }
  return count;
}
uint32_t escape(double re, double im, uint32_t limit) {
  double x = 0, y = 0;
  for (uint32_t i = 0; i < limit; i++) {
    double x2 = x * x, y2 = y * y;
    if (x2 + y2 > 4) return i;
    y = 2 * x * y + im;
    x = x2 - y2 + re;
  }
  return limit;
}
double dot(const Vector *a, const Vector *b) { return a->x * b->x + a->y * b->y + a->z * b->z; }
void advance(Vector *position, const Vector *velocity, size_t count, double time) {
  for (size_t i = 0; i < count; i++) {
    position[i].x += velocity[i].x * time;
    position[i].y += velocity[i].y * time;
    position[i].z += velocity[i].z * time;
  }
}
uint32_t pack(uint8_t red, uint8_t green, uint8_t blue) { return (uint32_t)red << 16 | (uint32_t)green << 8 | blue; }
int32_t middle(int32_t a, int32_t b, int32_t c) {
  if (a > b) {
    int32_t other = a;
    a = b;
    b = other;
  }
  return c < a ? a : c > b ? b : c;
}
uint64_t parse(const uint8_t *text) {
  uint64_t value = 0;
  for (; *text >= '0' && *text <= '9'; text++) value = value * 10 + (*text - '0');
  return value;
}
void transform(uint32_t *state, const uint32_t *words, const uint32_t *constants) {
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  for (size_t i = 0; i < 64; i++) {
    uint32_t mixed = (b & c) | (~b & d);
    uint32_t sum = a + mixed + words[i & 15] + constants[i];
    a = d;
    d = c;
    c = b;
    b += sum << 7 | sum >> 25;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}
