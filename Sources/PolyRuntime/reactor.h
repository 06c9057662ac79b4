/* What both reactors share: the state of one event loop and their entry points. */
#ifndef POLY_REACTOR_H
#define POLY_REACTOR_H

#include "poly_runtime.h"

/* What a watched descriptor may become; the values are those of epoll and poll. */
enum { POLY_READABLE = 0x1, POLY_WRITABLE = 0x4, POLY_ERROR = 0x8, POLY_HANGUP = 0x10, POLY_PEER_CLOSED = 0x2000 };

/* The token of the descriptor that wakes the loop; it never leaves the reactor. */
#define POLY_WAKE_TOKEN UINT64_MAX
/* The token of requests whose answer nobody waits for. */
#define POLY_IGNORED_TOKEN (UINT64_MAX - 1)

struct poly_reactor {
  int is_ring;
  int epoll;  /* the epoll instance, -1 with io_uring */
  int wake;   /* an eventfd that other threads write to */
  void *ring; /* struct io_uring, only with io_uring */
};

/* 0, or a negated error number. */
int poly_ring_open(struct poly_reactor *reactor);
void poly_ring_close(struct poly_reactor *reactor);
int poly_ring_watch(struct poly_reactor *reactor, int fd, uint64_t token);
int poly_ring_unwatch(struct poly_reactor *reactor, uint64_t token);
int poly_ring_wait(struct poly_reactor *reactor, int64_t nanoseconds, struct poly_event *events, int capacity);

#endif
