/* The whole ABI between compiled programs and the runtime. */
#ifndef POLY_RUNTIME_H
#define POLY_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

/* Made by the compiler: runs the program's `main` and gives its exit code. */
int poly_main(int argc, char **argv);

/* The arguments that the process was started with. */
int poly_argument_count(void);
char **poly_arguments(void);

/* Memory. `alignment` is a power of two; a null result means that there is none left. */
/* The same under names that `#[global_allocator]` does not define anew. */
void *poly_system_alloc(size_t size, size_t alignment);
void *poly_system_alloc_zeroed(size_t size, size_t alignment);
void *poly_system_realloc(void *pointer, size_t old_size, size_t alignment, size_t new_size);
void poly_system_dealloc(void *pointer, size_t size, size_t alignment);
void *poly_alloc(size_t size, size_t alignment);
void *poly_alloc_zeroed(size_t size, size_t alignment);
void *poly_realloc(void *pointer, size_t old_size, size_t alignment, size_t new_size);
void poly_dealloc(void *pointer, size_t size, size_t alignment);

/* Unwinds with a payload (two words: a `Box<dyn Any + Send>`). Returns the unwinder's reason only if
   nobody catches it. */
int poly_panic_raise(void *data, void *vtable);
/* Takes the payload out of a caught exception and frees it. 0, or 1 if the exception is foreign. */
int poly_panic_take(void *exception, void **data, void **vtable);
/* Goes on unwinding after a clean-up. */
_Noreturn void poly_panic_resume(void *exception);
/* Calls `visit` with the context of each active function, innermost first, until it gives not 0. */
int poly_backtrace(int (*visit)(void *context, void *argument), void *argument);
uintptr_t poly_backtrace_address(void *context);
/* Copies at most `room` bytes of the name of the function that holds `address`; 0 if it has none. */
size_t poly_function_name(uintptr_t address, char *name, size_t room);
/* Prints the names of the active functions to the error stream; `is_full`: of all of them, with addresses. */
void poly_print_backtrace(int is_full);

/* 128-bit arithmetic that has no routine in the compiler's support library. */
uint8_t poly_mulo_i128(uint64_t xl, uint64_t xh, uint64_t yl, uint64_t yh, void *result);
uint8_t poly_mulo_u128(uint64_t xl, uint64_t xh, uint64_t yl, uint64_t yh, void *result);
void poly_f32_to_i128(float value, void *result);
void poly_f32_to_u128(float value, void *result);
void poly_f64_to_i128(double value, void *result);
void poly_f64_to_u128(double value, void *result);

/* The reactor: tells which descriptors became ready, over io_uring or epoll. `POLY_REACTOR=epoll|io_uring`
   forces one, `POLY_LOG=debug` tells on standard error which it is. A reactor belongs to one thread; only
   `poly_reactor_wake` may be called by others. Results are counts, or negated error numbers. */
struct poly_reactor;
struct poly_event {
  uint64_t token;
  uint32_t ready;
  uint32_t ended; /* not 0: the descriptor must be watched again */
};
/* Null and a negated error number in `*error` where neither kind can be had. */
struct poly_reactor *poly_reactor_open(int *error);
void poly_reactor_close(struct poly_reactor *reactor);
int poly_reactor_is_ring(const struct poly_reactor *reactor);
/* Reports from now on each change of `fd` to readable or writable, until `unwatch`. */
int poly_reactor_watch(struct poly_reactor *reactor, int fd, uint64_t token);
/* Must come before `fd` is closed. Events that are already under way may still be reported. */
int poly_reactor_unwatch(struct poly_reactor *reactor, int fd, uint64_t token);
/* Waits for at most `nanoseconds` (negative: for ever) and fills in events; 0 after a time-out or a wake. */
int poly_reactor_wait(struct poly_reactor *reactor, int64_t nanoseconds, struct poly_event *events, int capacity);
void poly_reactor_wake(struct poly_reactor *reactor);

/* TLS over OpenSSL, without descriptors: what came from the network is fed in, what is outgoing is taken out.
   A context serves any number of connections, and may be used by several threads once it is set up; a
   connection belongs to one thread. Where a function fails, `poly_tls_message` says why in the same thread. */
struct poly_tls_context;
struct poly_tls;
enum { POLY_TLS_END = 0, POLY_TLS_WAITS = -1, POLY_TLS_CUT = -2, POLY_TLS_FAILED = -3 };
const char *poly_tls_message(void);
/* Null where OpenSSL is missing. */
struct poly_tls_context *poly_tls_context_new(int is_server);
void poly_tls_context_free(struct poly_tls_context *context);
int poly_tls_context_trust_system(struct poly_tls_context *context);
/* Certificates as PEM; at least one. 0, or -1. */
int poly_tls_context_trust(struct poly_tls_context *context, const void *text, size_t length);
/* A certificate, those it was signed with, and its key, as PEM. 0, or -1. */
int poly_tls_context_identity(struct poly_tls_context *context, const void *certificates, size_t certificates_length,
                              const void *key, size_t key_length);
/* Whether the peer must have a certificate that is trusted. */
void poly_tls_context_verify(struct poly_tls_context *context, int is_on);
/* Names of protocols, each behind a byte with its length. 0, or -1. */
int poly_tls_context_protocols(struct poly_tls_context *context, const void *names, size_t length);
/* `name` is what a client connects to. Null where it cannot be made. */
struct poly_tls *poly_tls_new(struct poly_tls_context *context, const char *name, int is_address);
void poly_tls_free(struct poly_tls *tls);
/* A count, 1 for a handshake that is done, or one of the constants. After each of them something may be
   outgoing. */
int poly_tls_handshake(struct poly_tls *tls);
int poly_tls_read(struct poly_tls *tls, void *buffer, size_t length);
int poly_tls_write(struct poly_tls *tls, const void *bytes, size_t length);
/* Nothing more is written. */
void poly_tls_finish(struct poly_tls *tls);
/* What came from the network; no bytes: its end. 0, or -1 without memory. */
int poly_tls_feed(struct poly_tls *tls, const void *bytes, size_t length);
/* What is to be sent, until the next call that concerns the connection; how much of it was sent. */
size_t poly_tls_outgoing(struct poly_tls *tls, const void **bytes);
void poly_tls_sent(struct poly_tls *tls, size_t count);
/* What was agreed on. */
size_t poly_tls_protocol(struct poly_tls *tls, const void **name);
const char *poly_tls_version(struct poly_tls *tls);
const char *poly_tls_cipher(struct poly_tls *tls);
/* The name that the client asked for, or null. */
const char *poly_tls_server_name(struct poly_tls *tls);
/* The length of the peer's certificate as DER; it is filled in where it fits. */
size_t poly_tls_peer_certificate(struct poly_tls *tls, void *buffer, size_t capacity);

#endif
