/* The reactor's choice between io_uring and epoll, and the one over epoll. */
#define _GNU_SOURCE
#include "reactor.h"
#include "unwinder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

static int epoll_open(struct poly_reactor *reactor) {
  reactor->epoll = epoll_create1(EPOLL_CLOEXEC);
  if (reactor->epoll < 0) return -errno;
  struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.u64 = POLY_WAKE_TOKEN};
  if (epoll_ctl(reactor->epoll, EPOLL_CTL_ADD, reactor->wake, &event) == 0) return 0;
  int error = -errno;
  close(reactor->epoll);
  reactor->epoll = -1;
  return error;
}

struct poly_reactor *poly_reactor_open(int *error) {
  struct poly_reactor *reactor = calloc(1, sizeof *reactor);
  if (!reactor) {
    *error = -ENOMEM;
    return NULL;
  }
  /* Panics of tasks are caught, also when there are no descriptors left. */
  poly_unwinder_prepare();
  reactor->epoll = -1;
  reactor->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (reactor->wake < 0) {
    *error = -errno;
    free(reactor);
    return NULL;
  }
  const char *wanted = getenv("POLY_REACTOR");
  int only_epoll = wanted && strcmp(wanted, "epoll") == 0;
  int only_ring = wanted && strcmp(wanted, "io_uring") == 0;
  int result = only_epoll ? -ENOSYS : poly_ring_open(reactor);
  if (result < 0 && !only_ring) result = epoll_open(reactor);
  if (result < 0) {
    *error = result;
    close(reactor->wake);
    free(reactor);
    return NULL;
  }
  const char *level = getenv("POLY_LOG");
  if (level && strcmp(level, "debug") == 0) {
    fprintf(stderr, "debug: reactor is %s\n", reactor->is_ring ? "io_uring" : "epoll");
  }
  return reactor;
}

void poly_reactor_close(struct poly_reactor *reactor) {
  if (reactor->is_ring) poly_ring_close(reactor);
  if (reactor->epoll >= 0) close(reactor->epoll);
  close(reactor->wake);
  free(reactor);
}

int poly_reactor_is_ring(const struct poly_reactor *reactor) { return reactor->is_ring; }

int poly_reactor_watch(struct poly_reactor *reactor, int fd, uint64_t token) {
  if (reactor->is_ring) return poly_ring_watch(reactor, fd, token);
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.u64 = token};
  return epoll_ctl(reactor->epoll, EPOLL_CTL_ADD, fd, &event) == 0 ? 0 : -errno;
}

int poly_reactor_unwatch(struct poly_reactor *reactor, int fd, uint64_t token) {
  if (reactor->is_ring) return poly_ring_unwatch(reactor, token);
  return epoll_ctl(reactor->epoll, EPOLL_CTL_DEL, fd, NULL) == 0 ? 0 : -errno;
}

int poly_reactor_wait(struct poly_reactor *reactor, int64_t nanoseconds, struct poly_event *events, int capacity) {
  if (reactor->is_ring) return poly_ring_wait(reactor, nanoseconds, events, capacity);
  struct epoll_event found[256];
  if (capacity > 256) capacity = 256;
  /* Rounded up: a timer must never be waited for in a loop of empty waits. */
  int64_t rounded = nanoseconds < 0 ? -1 : nanoseconds / 1000000 + (nanoseconds % 1000000 != 0);
  int milliseconds = rounded > 1000000000 ? 1000000000 : (int)rounded;
  int count = epoll_wait(reactor->epoll, found, capacity, milliseconds);
  if (count < 0) return errno == EINTR ? 0 : -errno;
  int used = 0;
  for (int i = 0; i < count; i++) {
    if (found[i].data.u64 == POLY_WAKE_TOKEN) {
      uint64_t value;
      if (read(reactor->wake, &value, sizeof value) < 0) continue;
      continue;
    }
    events[used++] = (struct poly_event){.token = found[i].data.u64, .ready = found[i].events};
  }
  return used;
}

void poly_reactor_wake(struct poly_reactor *reactor) {
  uint64_t one = 1;
  /* It fails only when the counter is full, and then the loop is awake already. */
  if (write(reactor->wake, &one, sizeof one) < 0) return;
}
