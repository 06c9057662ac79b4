/* TLS connections over OpenSSL, between two buffers in memory: the caller moves bytes to and from the network.
   OpenSSL is loaded when the first context is made. So programs link without its development files, only those
   that use TLS need it where they run, and nothing is loaded before; the price is that its absence shows late. */
#include "poly_runtime.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#pragma weak dlopen
#pragma weak dlsym

typedef struct ssl_method_st SSL_METHOD;
typedef struct ssl_ctx_st SSL_CTX;
typedef struct ssl_st SSL;
typedef struct ssl_cipher_st SSL_CIPHER;
typedef struct bio_method_st BIO_METHOD;
typedef struct bio_st BIO;
typedef struct x509_st X509;
typedef struct x509_store_st X509_STORE;
typedef struct x509_param_st X509_PARAM;
typedef struct evp_pkey_st EVP_PKEY;
typedef int password_callback(char *buffer, int size, int is_writing, void *argument);
typedef int select_callback(SSL *ssl, const unsigned char **out, unsigned char *out_length, const unsigned char *in,
                            unsigned in_length, void *argument);

/* What is used of OpenSSL 3: result, name, parameters. */
#define FUNCTIONS(X) \
  X(const SSL_METHOD *, TLS_client_method, (void)) \
  X(const SSL_METHOD *, TLS_server_method, (void)) \
  X(SSL_CTX *, SSL_CTX_new, (const SSL_METHOD *)) \
  X(void, SSL_CTX_free, (SSL_CTX *)) \
  X(long, SSL_CTX_ctrl, (SSL_CTX *, int, long, void *)) \
  X(uint64_t, SSL_CTX_set_options, (SSL_CTX *, uint64_t)) \
  X(int, SSL_CTX_set_default_verify_paths, (SSL_CTX *)) \
  X(X509_STORE *, SSL_CTX_get_cert_store, (const SSL_CTX *)) \
  X(int, X509_STORE_add_cert, (X509_STORE *, X509 *)) \
  X(void, SSL_CTX_set_verify, (SSL_CTX *, int, void *)) \
  X(int, SSL_CTX_set_session_id_context, (SSL_CTX *, const unsigned char *, unsigned)) \
  X(int, SSL_CTX_use_certificate, (SSL_CTX *, X509 *)) \
  X(int, SSL_CTX_use_PrivateKey, (SSL_CTX *, EVP_PKEY *)) \
  X(int, SSL_CTX_check_private_key, (const SSL_CTX *)) \
  X(int, SSL_CTX_set_alpn_protos, (SSL_CTX *, const unsigned char *, unsigned)) \
  X(void, SSL_CTX_set_alpn_select_cb, (SSL_CTX *, select_callback *, void *)) \
  X(int, SSL_select_next_proto, (unsigned char **, unsigned char *, const unsigned char *, unsigned, \
                                 const unsigned char *, unsigned)) \
  X(SSL *, SSL_new, (SSL_CTX *)) \
  X(void, SSL_free, (SSL *)) \
  X(void, SSL_set_bio, (SSL *, BIO *, BIO *)) \
  X(void, SSL_set_connect_state, (SSL *)) \
  X(void, SSL_set_accept_state, (SSL *)) \
  X(long, SSL_ctrl, (SSL *, int, long, void *)) \
  X(int, SSL_set1_host, (SSL *, const char *)) \
  X(void, SSL_set_hostflags, (SSL *, unsigned)) \
  X(X509_PARAM *, SSL_get0_param, (SSL *)) \
  X(int, X509_VERIFY_PARAM_set1_ip_asc, (X509_PARAM *, const char *)) \
  X(int, SSL_do_handshake, (SSL *)) \
  X(int, SSL_read, (SSL *, void *, int)) \
  X(int, SSL_write, (SSL *, const void *, int)) \
  X(int, SSL_shutdown, (SSL *)) \
  X(int, SSL_get_error, (const SSL *, int)) \
  X(long, SSL_get_verify_result, (const SSL *)) \
  X(void, SSL_get0_alpn_selected, (const SSL *, const unsigned char **, unsigned *)) \
  X(const char *, SSL_get_version, (const SSL *)) \
  X(const SSL_CIPHER *, SSL_get_current_cipher, (const SSL *)) \
  X(const char *, SSL_CIPHER_get_name, (const SSL_CIPHER *)) \
  X(const char *, SSL_get_servername, (const SSL *, int)) \
  X(X509 *, SSL_get1_peer_certificate, (const SSL *)) \
  X(int, i2d_X509, (const X509 *, unsigned char **)) \
  X(const char *, X509_verify_cert_error_string, (long)) \
  X(void, X509_free, (X509 *)) \
  X(void, EVP_PKEY_free, (EVP_PKEY *)) \
  X(X509 *, PEM_read_bio_X509, (BIO *, X509 **, password_callback *, void *)) \
  X(EVP_PKEY *, PEM_read_bio_PrivateKey, (BIO *, EVP_PKEY **, password_callback *, void *)) \
  X(BIO *, BIO_new, (const BIO_METHOD *)) \
  X(const BIO_METHOD *, BIO_s_mem, (void)) \
  X(BIO *, BIO_new_mem_buf, (const void *, int)) \
  X(int, BIO_free, (BIO *)) \
  X(int, BIO_read, (BIO *, void *, int)) \
  X(int, BIO_write, (BIO *, const void *, int)) \
  X(long, BIO_ctrl, (BIO *, int, long, void *)) \
  X(void, ERR_clear_error, (void)) \
  X(unsigned long, ERR_peek_last_error, (void)) \
  X(const char *, ERR_reason_error_string, (unsigned long))

static struct {
#define FIELD(result, name, parameters) result(*name) parameters;
  FUNCTIONS(FIELD)
#undef FIELD
} api;
static const char *missing;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Numbers of OpenSSL's headers that are part of its ABI. */
enum {
  SSL_CTRL_MODE = 33, SSL_CTRL_SET_TLSEXT_HOSTNAME = 55, SSL_CTRL_CHAIN_CERT = 89, SSL_CTRL_SET_MIN_PROTO_VERSION = 123,
  MODE_PARTIAL_WRITE = 1, MODE_MOVING_BUFFER = 2, MODE_RELEASE_BUFFERS = 0x10,
  TLS1_2 = 0x0303,
  SSL_ERROR_SSL = 1, SSL_ERROR_WANT_READ = 2, SSL_ERROR_WANT_WRITE = 3, SSL_ERROR_SYSCALL = 5, SSL_ERROR_ZERO_RETURN = 6,
  ALPN_ACCEPTED = 0, ALPN_ALERT = 2, PROTOCOL_FOUND = 1,
  VERIFY_PEER = 1, VERIFY_NEEDS_CERTIFICATE = 2, NO_PARTIAL_WILDCARDS = 4,
  BIO_CTRL_INFO = 3, BIO_SET_EOF_RETURN = 130,
  REASON_UNEXPECTED_EOF = 294, REASON_VERIFY_FAILED = 134,
};
static const uint64_t NO_RENEGOTIATION = (uint64_t)1 << 30;

static _Thread_local char message[256];

const char *poly_tls_message(void) { return message; }

static void say(const char *text) { snprintf(message, sizeof message, "%s", text); }

/* The last error of OpenSSL in this thread. */
static void say_error(const char *otherwise) {
  unsigned long error = api.ERR_peek_last_error();
  const char *reason = error ? api.ERR_reason_error_string(error) : NULL;
  say(reason ? reason : otherwise);
}

static void load(void) {
  if (dlopen == NULL) {
    missing = "TLS needs OpenSSL, which a static executable cannot load";
    return;
  }
  /* Its dependency libcrypto is searched with it. */
  void *library = dlopen("libssl.so.3", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    missing = "TLS needs OpenSSL 3: libssl.so.3 was not found";
    return;
  }
#define FIND(result, name, parameters) \
  if ((*(void **)&api.name = dlsym(library, #name)) == NULL) missing = "TLS needs OpenSSL 3: " #name " was not found";
  FUNCTIONS(FIND)
#undef FIND
}

struct poly_tls_context {
  SSL_CTX *inner;
  int is_server;
  unsigned protocols_length;
  unsigned char *protocols; /* names, each behind a byte with its length */
};

struct poly_tls {
  SSL *ssl;
  BIO *incoming, *outgoing; /* of `ssl` */
};

struct poly_tls_context *poly_tls_context_new(int is_server) {
  pthread_once(&once, load);
  if (missing != NULL) {
    say(missing);
    return NULL;
  }
  api.ERR_clear_error();
  struct poly_tls_context *context = calloc(1, sizeof *context);
  SSL_CTX *inner = context ? api.SSL_CTX_new(is_server ? api.TLS_server_method() : api.TLS_client_method()) : NULL;
  if (inner == NULL) {
    say_error("out of memory");
    free(context);
    return NULL;
  }
  context->inner = inner;
  context->is_server = is_server;
  api.SSL_CTX_ctrl(inner, SSL_CTRL_SET_MIN_PROTO_VERSION, TLS1_2, NULL);
  api.SSL_CTX_ctrl(inner, SSL_CTRL_MODE, MODE_PARTIAL_WRITE | MODE_MOVING_BUFFER | MODE_RELEASE_BUFFERS, NULL);
  api.SSL_CTX_set_options(inner, NO_RENEGOTIATION);
  static const unsigned char name[] = "polyglot";
  api.SSL_CTX_set_session_id_context(inner, name, sizeof name - 1);
  return context;
}

void poly_tls_context_free(struct poly_tls_context *context) {
  api.SSL_CTX_free(context->inner);
  free(context->protocols);
  free(context);
}

int poly_tls_context_trust_system(struct poly_tls_context *context) {
  api.ERR_clear_error();
  if (api.SSL_CTX_set_default_verify_paths(context->inner) == 1) return 0;
  say_error("the system's certificates cannot be used");
  return -1;
}

/* A key or certificate with a password is an error, not a question at the terminal. */
static int no_password(char *buffer, int size, int is_writing, void *argument) {
  (void)buffer, (void)size, (void)is_writing, (void)argument;
  return -1;
}

static BIO *reader(const void *text, size_t length) {
  api.ERR_clear_error();
  BIO *bio = length <= INT_MAX ? api.BIO_new_mem_buf(text, (int)length) : NULL;
  if (bio == NULL) say_error("out of memory");
  return bio;
}

int poly_tls_context_trust(struct poly_tls_context *context, const void *text, size_t length) {
  BIO *bio = reader(text, length);
  if (bio == NULL) return -1;
  X509_STORE *store = api.SSL_CTX_get_cert_store(context->inner);
  int count = 0;
  X509 *certificate;
  while ((certificate = api.PEM_read_bio_X509(bio, NULL, no_password, NULL)) != NULL) {
    count += api.X509_STORE_add_cert(store, certificate) == 1;
    api.X509_free(certificate);
  }
  if (count == 0) say_error("no certificate");
  api.BIO_free(bio);
  api.ERR_clear_error();
  return count > 0 ? 0 : -1;
}

int poly_tls_context_identity(struct poly_tls_context *context, const void *certificates, size_t certificates_length,
                              const void *key, size_t key_length) {
  BIO *bio = reader(certificates, certificates_length);
  if (bio == NULL) return -1;
  int result = 0, count = 0;
  X509 *certificate;
  while (result == 0 && (certificate = api.PEM_read_bio_X509(bio, NULL, no_password, NULL)) != NULL) {
    long ok = count++ == 0 ? api.SSL_CTX_use_certificate(context->inner, certificate)
                           : api.SSL_CTX_ctrl(context->inner, SSL_CTRL_CHAIN_CERT, 1, certificate);
    if (ok != 1) result = -1;
    api.X509_free(certificate);
  }
  if (count == 0) result = -1;
  if (result < 0) say_error("no certificate");
  api.BIO_free(bio);
  if (result < 0) return result;

  bio = reader(key, key_length);
  if (bio == NULL) return -1;
  EVP_PKEY *private_key = api.PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL);
  api.BIO_free(bio);
  int is_usable = private_key != NULL && api.SSL_CTX_use_PrivateKey(context->inner, private_key) == 1 &&
                  api.SSL_CTX_check_private_key(context->inner) == 1;
  if (private_key != NULL) api.EVP_PKEY_free(private_key);
  if (is_usable) return 0;
  say_error("no private key");
  return -1;
}

void poly_tls_context_verify(struct poly_tls_context *context, int is_on) {
  api.SSL_CTX_set_verify(context->inner, is_on ? VERIFY_PEER | VERIFY_NEEDS_CERTIFICATE : 0, NULL);
}

/* The server's first protocol that the client has, too. */
static int choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *out_length, const unsigned char *in,
                           unsigned in_length, void *argument) {
  (void)ssl;
  const struct poly_tls_context *context = argument;
  unsigned char *found;
  int result = api.SSL_select_next_proto(&found, out_length, context->protocols, context->protocols_length, in, in_length);
  *out = found;
  return result == PROTOCOL_FOUND ? ALPN_ACCEPTED : ALPN_ALERT;
}

int poly_tls_context_protocols(struct poly_tls_context *context, const void *names, size_t length) {
  unsigned char *copy = malloc(length + 1);
  if (copy == NULL) {
    say("out of memory");
    return -1;
  }
  memcpy(copy, names, length);
  free(context->protocols);
  context->protocols = copy;
  context->protocols_length = (unsigned)length;
  if (context->is_server) {
    api.SSL_CTX_set_alpn_select_cb(context->inner, choose_protocol, context);
    return 0;
  }
  api.ERR_clear_error();
  if (api.SSL_CTX_set_alpn_protos(context->inner, copy, (unsigned)length) == 0) return 0;
  say_error("invalid protocol names");
  return -1;
}

/* What the server's certificate must be for; the name is told to the server, an address is not. */
static int expect(SSL *ssl, const char *name, int is_address) {
  if (is_address) return api.X509_VERIFY_PARAM_set1_ip_asc(api.SSL_get0_param(ssl), name) == 1;
  api.SSL_set_hostflags(ssl, NO_PARTIAL_WILDCARDS);
  return api.SSL_set1_host(ssl, name) == 1 &&
         api.SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, 0, (void *)(uintptr_t)name) == 1;
}

struct poly_tls *poly_tls_new(struct poly_tls_context *context, const char *name, int is_address) {
  api.ERR_clear_error();
  struct poly_tls *tls = calloc(1, sizeof *tls);
  if (tls == NULL) {
    say("out of memory");
    return NULL;
  }
  tls->ssl = api.SSL_new(context->inner);
  tls->incoming = tls->ssl ? api.BIO_new(api.BIO_s_mem()) : NULL;
  tls->outgoing = tls->incoming ? api.BIO_new(api.BIO_s_mem()) : NULL;
  if (tls->outgoing == NULL) {
    say_error("out of memory");
    if (tls->incoming) api.BIO_free(tls->incoming);
    if (tls->ssl) api.SSL_free(tls->ssl);
    free(tls);
    return NULL;
  }
  api.SSL_set_bio(tls->ssl, tls->incoming, tls->outgoing);
  if (context->is_server) {
    api.SSL_set_accept_state(tls->ssl);
  } else {
    api.SSL_set_connect_state(tls->ssl);
    if (!expect(tls->ssl, name, is_address)) {
      say_error("invalid name of a server");
      poly_tls_free(tls);
      return NULL;
    }
  }
  return tls;
}

void poly_tls_free(struct poly_tls *tls) {
  api.SSL_free(tls->ssl);
  free(tls);
}

/* What a result that is not a success means; the message tells more of failures. */
static int outcome(struct poly_tls *tls, int result) {
  int kind = api.SSL_get_error(tls->ssl, result);
  if (kind == SSL_ERROR_WANT_READ || kind == SSL_ERROR_WANT_WRITE) return POLY_TLS_WAITS;
  if (kind == SSL_ERROR_ZERO_RETURN) return POLY_TLS_END;
  unsigned long error = api.ERR_peek_last_error();
  unsigned reason = error & 0x7FFFFF;
  if (error == 0 || (kind == SSL_ERROR_SSL && reason == REASON_UNEXPECTED_EOF)) {
    say("the connection was closed without an end of TLS");
    return POLY_TLS_CUT;
  }
  long verified = api.SSL_get_verify_result(tls->ssl);
  if (reason == REASON_VERIFY_FAILED && verified != 0) {
    snprintf(message, sizeof message, "certificate verify failed: %s", api.X509_verify_cert_error_string(verified));
  } else {
    say_error("TLS failed");
  }
  return POLY_TLS_FAILED;
}

int poly_tls_handshake(struct poly_tls *tls) {
  api.ERR_clear_error();
  int result = api.SSL_do_handshake(tls->ssl);
  return result == 1 ? 1 : outcome(tls, result);
}

static int clamped(size_t length) { return length > (1 << 30) ? 1 << 30 : (int)length; }

int poly_tls_read(struct poly_tls *tls, void *buffer, size_t length) {
  api.ERR_clear_error();
  int result = api.SSL_read(tls->ssl, buffer, clamped(length));
  return result > 0 ? result : outcome(tls, result);
}

int poly_tls_write(struct poly_tls *tls, const void *bytes, size_t length) {
  api.ERR_clear_error();
  int result = api.SSL_write(tls->ssl, bytes, clamped(length));
  return result > 0 ? result : outcome(tls, result);
}

void poly_tls_finish(struct poly_tls *tls) {
  api.ERR_clear_error();
  api.SSL_shutdown(tls->ssl);
}

int poly_tls_feed(struct poly_tls *tls, const void *bytes, size_t length) {
  if (length == 0) {
    api.BIO_ctrl(tls->incoming, BIO_SET_EOF_RETURN, 0, NULL);
    return 0;
  }
  return api.BIO_write(tls->incoming, bytes, clamped(length)) == clamped(length) ? 0 : -1;
}

size_t poly_tls_outgoing(struct poly_tls *tls, const void **bytes) {
  char *start = NULL;
  long length = api.BIO_ctrl(tls->outgoing, BIO_CTRL_INFO, 0, &start);
  *bytes = start;
  return length > 0 ? (size_t)length : 0;
}

void poly_tls_sent(struct poly_tls *tls, size_t count) {
  char scratch[4096];
  while (count > 0) {
    int read = api.BIO_read(tls->outgoing, scratch, count < sizeof scratch ? (int)count : (int)sizeof scratch);
    if (read <= 0) return;
    count -= (size_t)read;
  }
}

size_t poly_tls_protocol(struct poly_tls *tls, const void **name) {
  const unsigned char *found = NULL;
  unsigned length = 0;
  api.SSL_get0_alpn_selected(tls->ssl, &found, &length);
  *name = found;
  return length;
}

const char *poly_tls_version(struct poly_tls *tls) { return api.SSL_get_version(tls->ssl); }

const char *poly_tls_cipher(struct poly_tls *tls) {
  return api.SSL_CIPHER_get_name(api.SSL_get_current_cipher(tls->ssl));
}

const char *poly_tls_server_name(struct poly_tls *tls) { return api.SSL_get_servername(tls->ssl, 0); }

size_t poly_tls_peer_certificate(struct poly_tls *tls, void *buffer, size_t capacity) {
  X509 *certificate = api.SSL_get1_peer_certificate(tls->ssl);
  if (certificate == NULL) return 0;
  int length = api.i2d_X509(certificate, NULL);
  if (length > 0 && (size_t)length <= capacity) {
    unsigned char *end = buffer;
    length = api.i2d_X509(certificate, &end);
  }
  api.X509_free(certificate);
  return length > 0 ? (size_t)length : 0;
}
