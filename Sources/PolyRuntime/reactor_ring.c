/* The reactor over io_uring: one multishot poll for each descriptor. */
#define _GNU_SOURCE
#include "reactor.h"

#include <errno.h>
#include <stdlib.h>

/* The build defines it where liburing can be put into the archive. */
#ifdef POLY_RING
#include <liburing.h>
#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

/* The set-up flags of newer kernels, first those that make it fastest. */
static const unsigned attempts[] = {
#if defined(IORING_SETUP_SINGLE_ISSUER) && defined(IORING_SETUP_DEFER_TASKRUN)
    IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_TASKRUN_FLAG,
#endif
#if defined(IORING_SETUP_COOP_TASKRUN)
    IORING_SETUP_COOP_TASKRUN | IORING_SETUP_TASKRUN_FLAG,
#endif
    0,
};

static struct io_uring_sqe *next_entry(struct io_uring *ring) {
  struct io_uring_sqe *entry = io_uring_get_sqe(ring);
  if (entry) return entry;
  if (io_uring_submit(ring) < 0) return NULL;
  return io_uring_get_sqe(ring);
}

int poly_ring_watch(struct poly_reactor *reactor, int fd, uint64_t token) {
  struct io_uring_sqe *entry = next_entry(reactor->ring);
  if (!entry) return -EAGAIN;
  io_uring_prep_poll_multishot(entry, fd, POLLIN | POLLOUT | POLLRDHUP | EPOLLET);
  io_uring_sqe_set_data64(entry, token);
  return 0;
}

/* Must not stay queued: the descriptor may be closed and its number used again at once. A cancellation, and not
   the removal of a poll: that one fails while an event of the poll is on its way, and then the poll would keep
   the file open for ever. */
int poly_ring_unwatch(struct poly_reactor *reactor, uint64_t token) {
  struct io_uring *ring = reactor->ring;
  struct io_uring_sqe *entry = next_entry(ring);
  if (!entry) return -EAGAIN;
  io_uring_prep_cancel64(entry, token, 0);
  io_uring_sqe_set_data64(entry, POLY_IGNORED_TOKEN);
  int result = io_uring_submit(ring);
  return result < 0 ? result : 0;
}

static int watch_wake(struct poly_reactor *reactor) {
  struct io_uring_sqe *entry = next_entry(reactor->ring);
  if (!entry) return -EAGAIN;
  io_uring_prep_poll_multishot(entry, reactor->wake, POLLIN | EPOLLET);
  io_uring_sqe_set_data64(entry, POLY_WAKE_TOKEN);
  return 0;
}

int poly_ring_open(struct poly_reactor *reactor) {
  struct io_uring *ring = malloc(sizeof *ring);
  if (!ring) return -ENOMEM;
  int result = -ENOSYS;
  for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
    struct io_uring_params parameters = {.flags = attempts[i] | IORING_SETUP_CQSIZE, .cq_entries = 4096};
    result = io_uring_queue_init_params(256, ring, &parameters);
    if (result != -EINVAL) {
      /* Completions must not be lost, and a time-out must be an argument of the wait (Linux 5.11). */
      if (result == 0 && (!(parameters.features & IORING_FEAT_NODROP) || !(parameters.features & IORING_FEAT_EXT_ARG))) {
        io_uring_queue_exit(ring);
        result = -ENOSYS;
      }
      break;
    }
  }
  if (result < 0) {
    free(ring);
    return result;
  }
  reactor->ring = ring;
  reactor->is_ring = 1;
  return watch_wake(reactor);
}

void poly_ring_close(struct poly_reactor *reactor) {
  io_uring_queue_exit(reactor->ring);
  free(reactor->ring);
}

int poly_ring_wait(struct poly_reactor *reactor, int64_t nanoseconds, struct poly_event *events, int capacity) {
  struct io_uring *ring = reactor->ring;
  struct io_uring_cqe *first;
  struct __kernel_timespec timeout = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
  int result = io_uring_submit_and_wait_timeout(ring, &first, nanoseconds == 0 ? 0 : 1, nanoseconds < 0 ? NULL : &timeout, NULL);
  if (result < 0 && result != -ETIME && result != -EINTR && result != -EAGAIN && result != -EBUSY) return result;
  int used = 0;
  unsigned seen = 0, head;
  struct io_uring_cqe *completion;
  int wake_ended = 0;
  io_uring_for_each_cqe(ring, head, completion) {
    if (used == capacity) break;
    seen++;
    uint64_t token = completion->user_data;
    int more = (completion->flags & IORING_CQE_F_MORE) != 0;
    if (token == POLY_WAKE_TOKEN) {
      uint64_t value;
      if (read(reactor->wake, &value, sizeof value) < 0) value = 0;
      wake_ended |= !more;
      continue;
    }
    if (token >= POLY_IGNORED_TOKEN || completion->res == -ECANCELED) continue;
    /* An error of the poll itself shows when the descriptor is used. */
    uint32_t ready = completion->res < 0 ? POLY_ERROR : (uint32_t)completion->res;
    events[used++] = (struct poly_event){.token = token, .ready = ready, .ended = !more};
  }
  io_uring_cq_advance(ring, seen);
  if (wake_ended) watch_wake(reactor);
  return used;
}
#else
int poly_ring_open(struct poly_reactor *reactor) { (void)reactor; return -ENOSYS; }
void poly_ring_close(struct poly_reactor *reactor) { (void)reactor; }
int poly_ring_watch(struct poly_reactor *reactor, int fd, uint64_t token) {
  (void)reactor; (void)fd; (void)token;
  return -ENOSYS;
}
int poly_ring_unwatch(struct poly_reactor *reactor, uint64_t token) { (void)reactor; (void)token; return -ENOSYS; }
int poly_ring_wait(struct poly_reactor *reactor, int64_t nanoseconds, struct poly_event *events, int capacity) {
  (void)reactor; (void)nanoseconds; (void)events; (void)capacity;
  return -ENOSYS;
}
#endif
