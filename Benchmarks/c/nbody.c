// The twin of nbody.rs: five bodies, positions and velocities as vectors.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define PI 3.14159265358979323846
#define SOLAR_MASS (4 * PI * PI)
#define DAYS 365.24

typedef struct { double x, y, z; } Vector;
typedef struct { Vector position, velocity; double mass; } Body;

static Vector plus(Vector a, Vector b) { return (Vector){a.x + b.x, a.y + b.y, a.z + b.z}; }
static Vector minus(Vector a, Vector b) { return (Vector){a.x - b.x, a.y - b.y, a.z - b.z}; }
static Vector times(Vector a, double k) { return (Vector){a.x * k, a.y * k, a.z * k}; }
static double dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

static Body bodies[5] = {
  {{0, 0, 0}, {0, 0, 0}, 1},
  {{4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01},
   {1.66007664274403694e-03, 7.69901118419740425e-03, -6.90460016972063023e-05}, 9.54791938424326609e-04},
  {{8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01},
   {-2.76742510726411328e-03, 4.99852801234917238e-03, 2.30417297573763929e-05}, 2.85885980666130812e-04},
  {{1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01},
   {2.96460137564761618e-03, 2.37847173959480950e-03, -2.96589568540237556e-05}, 4.36624404335156298e-05},
  {{1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01},
   {2.68067772490389322e-03, 1.62824170038242295e-03, -9.51592254519715870e-05}, 5.15138902046611451e-05},
};

static double energy(void) {
  double e = 0;
  for (int i = 0; i < 5; i++) {
    e += 0.5 * bodies[i].mass * dot(bodies[i].velocity, bodies[i].velocity);
    for (int j = i + 1; j < 5; j++) {
      Vector d = minus(bodies[i].position, bodies[j].position);
      e -= bodies[i].mass * bodies[j].mass / sqrt(dot(d, d));
    }
  }
  return e;
}

static void advance(Body *list, size_t count, double dt) {
  for (size_t i = 0; i < count; i++) {
    Body *b = &list[i];
    for (size_t j = i + 1; j < count; j++) {
      Body *c = &list[j];
      Vector d = minus(b->position, c->position);
      double square = dot(d, d);
      double size = dt / (square * sqrt(square));
      b->velocity = minus(b->velocity, times(d, c->mass * size));
      c->velocity = plus(c->velocity, times(d, b->mass * size));
    }
  }
  for (size_t i = 0; i < count; i++) list[i].position = plus(list[i].position, times(list[i].velocity, dt));
}

int main(int argc, char **argv) {
  long n = argc > 1 ? atol(argv[1]) : 1000;
  Vector p = {0, 0, 0};
  for (int i = 0; i < 5; i++) {
    bodies[i].velocity = times(bodies[i].velocity, DAYS);
    bodies[i].mass *= SOLAR_MASS;
    p = plus(p, times(bodies[i].velocity, bodies[i].mass));
  }
  bodies[0].velocity = times(p, -1 / SOLAR_MASS);
  printf("%.9f\n", energy());
  for (long i = 0; i < n; i++) advance(bodies, 5, 0.01);
  printf("%.9f\n", energy());
}
