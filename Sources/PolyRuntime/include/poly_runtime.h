/* The whole ABI between compiled programs and the runtime. */
#ifndef POLY_RUNTIME_H
#define POLY_RUNTIME_H
#endif
