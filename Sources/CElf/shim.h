/* libelf for Swift: macros that Swift cannot import become static inline functions. */
#include <elf.h>
#include <gelf.h>
#include <libelf.h>

static inline uint64_t poly_elf64_r_info(uint64_t symbol, uint64_t type) { return ELF64_R_INFO(symbol, type); }
static inline unsigned char poly_elf64_st_info(unsigned bind, unsigned type) { return ELF64_ST_INFO(bind, type); }
