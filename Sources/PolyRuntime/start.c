/* Start-up: arguments, signals, the message of a stack overflow. */
#define _GNU_SOURCE
#include "poly_runtime.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int argument_count;
static char **arguments;

int poly_argument_count(void) { return argument_count; }
char **poly_arguments(void) { return arguments; }

static void say(const char *text) {
  size_t left = strlen(text);
  while (left > 0) {
    ssize_t count = write(2, text, left);
    if (count <= 0) return;
    text += count;
    left -= (size_t)count;
  }
}

/* The guard area of the current thread's stack, as far as it is known. */
static int is_stack_overflow(const char *address) {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
  void *start = NULL;
  size_t size = 0;
  pthread_attr_getstack(&attributes, &start, &size);
  pthread_attr_destroy(&attributes);
  const char *low = start;
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  return address >= low - 64 * page && address < low + 16 * page;
}

static void on_fault(int number, siginfo_t *info, void *context) {
  (void)context;
  if (is_stack_overflow(info->si_addr)) {
    char name[32] = "main";
    if (getpid() != gettid()) pthread_getname_np(pthread_self(), name, sizeof name);
    say("\nthread '");
    say(name);
    say("' has overflowed its stack\nfatal runtime error: stack overflow, aborting\n");
    abort();
  }
  signal(number, SIG_DFL);
  raise(number);
}

static void install_fault_handler(void) {
  const size_t size = 64 * 1024;
  void *memory =
      mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED) return;
  stack_t stack = {.ss_sp = memory, .ss_size = size};
  if (sigaltstack(&stack, NULL) != 0) return;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = on_fault;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigaction(SIGSEGV, &action, NULL);
  sigaction(SIGBUS, &action, NULL);
}

/* Memory that was freed is kept for what is allocated next, up to the bounds that glibc reaches by itself once a
 * large block was freed: otherwise programs give their pages back and fault them in again, over and over. */
static void keep_freed_memory(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
  mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
#endif
}

int main(int argc, char **argv) {
  argument_count = argc;
  arguments = argv;
  keep_freed_memory();
  signal(SIGPIPE, SIG_IGN);
  install_fault_handler();
  return poly_main(argc, argv);
}
