/* The calls that led to a place, by name. Names come from the executable's own symbol table: a stripped
   executable has addresses only. */
#define _GNU_SOURCE
#include "poly_runtime.h"

#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

extern const char __ehdr_start[] __attribute__((visibility("hidden")));

struct image {
  const char *bytes;
  size_t size;
};

__attribute__((cold, noinline)) static struct image map_executable(void) {
  struct image image = {NULL, 0};
  struct stat status;
  int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  if (file < 0) return image;
  if (fstat(file, &status) == 0 && status.st_size > (off_t)sizeof(Elf64_Ehdr)) {
    void *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (bytes != MAP_FAILED) image = (struct image){bytes, (size_t)status.st_size};
  }
  close(file);
  return image;
}

/* `count` entries of `size` bytes at `offset`, if they are in the file. */
__attribute__((cold, noinline)) static const void *table(struct image image, uint64_t offset, uint64_t count, uint64_t size) {
  if (offset > image.size || count > (image.size - offset) / size) return NULL;
  return image.bytes + offset;
}

/* The length of a name without the numbers that tell instances apart: `.12.9`, `.0123456789abcdef`. */
static size_t plain_length(const char *name, size_t length) {
  size_t end = length;
  for (size_t at = length; at > 0; at--) {
    char c = name[at - 1];
    if (c == '.') end = at - 1;
    else if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) break;
  }
  return end;
}

/* The name of the function that holds `address`; NULL if there is none. */
__attribute__((cold, noinline)) static const char *find(struct image image, uintptr_t address, size_t *length) {
  const Elf64_Ehdr *header = (const void *)image.bytes;
  if (image.bytes == NULL || memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return NULL;
  const Elf64_Phdr *segments = table(image, header->e_phoff, header->e_phnum, sizeof(Elf64_Phdr));
  const Elf64_Shdr *sections = table(image, header->e_shoff, header->e_shnum, sizeof(Elf64_Shdr));
  if (segments == NULL || sections == NULL) return NULL;
  uintptr_t bias = (uintptr_t)__ehdr_start;
  for (unsigned i = 0; i < header->e_phnum; i++)
    if (segments[i].p_type == PT_LOAD && segments[i].p_offset == 0) bias -= segments[i].p_vaddr;
  for (unsigned i = 0; i < header->e_shnum; i++) {
    if (sections[i].sh_type != SHT_SYMTAB || sections[i].sh_link >= header->e_shnum) continue;
    const Elf64_Shdr *texts = &sections[sections[i].sh_link];
    const char *names = table(image, texts->sh_offset, texts->sh_size, 1);
    uint64_t count = sections[i].sh_size / sizeof(Elf64_Sym);
    const Elf64_Sym *symbols = table(image, sections[i].sh_offset, count, sizeof(Elf64_Sym));
    if (names == NULL || symbols == NULL) return NULL;
    for (uint64_t k = 0; k < count; k++) {
      const Elf64_Sym *symbol = &symbols[k];
      if (ELF64_ST_TYPE(symbol->st_info) != STT_FUNC || symbol->st_name >= texts->sh_size) continue;
      if (address - bias - symbol->st_value >= symbol->st_size) continue;
      const char *name = names + symbol->st_name;
      *length = plain_length(name, strnlen(name, texts->sh_size - symbol->st_name));
      return name;
    }
  }
  return NULL;
}

size_t poly_function_name(uintptr_t address, char *name, size_t room) {
  struct image image = map_executable();
  size_t length = 0;
  const char *found = find(image, address, &length);
  if (found == NULL) length = 0;
  if (length > room) length = room;
  if (length > 0) memcpy(name, found, length);
  if (image.bytes != NULL) munmap((void *)image.bytes, image.size);
  return length;
}

struct trace {
  struct image image;
  int is_full;
  int has_begun;
  unsigned number;
};

__attribute__((cold, noinline)) static int starts_with(const char *name, size_t length, const char *prefix) {
  return length >= strlen(prefix) && memcmp(name, prefix, strlen(prefix)) == 0;
}

__attribute__((cold)) static int print(void *context, void *argument) {
  struct trace *trace = argument;
  uintptr_t address = poly_backtrace_address(context);
  if (address == 0) return 0;
  size_t length = 0;
  /* A return address may be the first of what follows the function. */
  const char *name = find(trace->image, address - 1, &length);
  if (name == NULL) {
    if (!trace->is_full) return 0;
    dprintf(2, "%4u: %#zx - <unknown>\n", trace->number++, (size_t)address);
    return 0;
  }
  if (!trace->is_full) {
    /* What is before the panic, and what starts the program, is ours. */
    int is_ours = starts_with(name, length, "std::panicking::") || starts_with(name, length, "core::panicking::") ||
                  starts_with(name, length, "std::rt::") || starts_with(name, length, "poly_");
    if (is_ours) return trace->has_begun;
  }
  trace->has_begun = 1;
  if (trace->is_full)
    dprintf(2, "%4u: %#zx - %.*s\n", trace->number++, (size_t)address, (int)length, name);
  else
    dprintf(2, "%4u: %.*s\n", trace->number++, (int)length, name);
  return 0;
}

__attribute__((cold)) void poly_print_backtrace(int is_full) {
  struct trace trace = {map_executable(), is_full, 0, 0};
  dprintf(2, "stack backtrace:\n");
  poly_backtrace(print, &trace);
  if (!is_full && trace.number == 0) {
    /* Without names, the addresses are better than nothing. */
    trace.is_full = 1;
    poly_backtrace(print, &trace);
  }
  if (!trace.is_full)
    dprintf(2, "note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.\n");
  if (trace.image.bytes != NULL) munmap((void *)trace.image.bytes, trace.image.size);
}
