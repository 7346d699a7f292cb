/* A tar of folders and files. https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 */
#include "launcher.h"
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define BLOCK 512

struct header {
  char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type, link[100], magic[8];
  char user[32], group[32], major[8], minor[8], prefix[155], padding[12];
};

static const char *write_file(gzFile tar, int file, size_t size) {
  static char buffer[256 * BLOCK];
  while (size > 0) {
    size_t part = size < sizeof buffer ? size : sizeof buffer;
    int padded = (part + BLOCK - 1) / BLOCK * BLOCK;
    if (gzread(tar, buffer, padded) != padded) return damaged;
    for (size_t done = 0; done < part;) {
      ssize_t written = write(file, buffer + done, part - done);
      if (written < 0) return strerror(errno);
      done += written;
    }
    size -= part;
  }
  return NULL;
}

/* What is damaged mustn't name files: the checksum of all that is compressed is known only at its end. */
static int is_whole(const struct header *header) {
  const unsigned char *bytes = (const unsigned char *)header;
  long sum = 0;
  for (size_t at = 0; at < BLOCK; at++) {
    size_t inside = at - offsetof(struct header, checksum);
    sum += inside < sizeof header->checksum ? ' ' : bytes[at];
  }
  return sum == strtol(header->checksum, NULL, 8);
}

static const char *unpack_entry(gzFile tar, const struct header *header, int folder) {
  if (!is_whole(header)) return damaged;
  char path[sizeof header->prefix + sizeof header->name + 2];
  snprintf(path, sizeof path, "%.155s%s%.100s", header->prefix, header->prefix[0] ? "/" : "", header->name);
  if (header->type == '5') return mkdirat(folder, path, 0700) < 0 && errno != EEXIST ? strerror(errno) : NULL;
  mode_t mode = strtol(header->mode, NULL, 8) & 0755;
  int file = openat(folder, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return strerror(errno);
  const char *why = write_file(tar, file, strtoull(header->size, NULL, 8));
  /* Over a network, some of what went wrong is told only here. */
  if (close(file) < 0 && why == NULL) why = strerror(errno);
  return why;
}

const char *unpack(const struct payload *payload, const char *path) {
  int folder = open(path, O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return strerror(errno);
  lseek(payload->file, payload->start, SEEK_SET);
  gzFile tar = gzdopen(dup(payload->file), "rb");
  struct header header;
  const char *why = NULL;
  int got = BLOCK;
  /* Empty blocks end the tar. They are read, too: the checksum of what is compressed comes after them. */
  while (why == NULL && (got = gzread(tar, &header, BLOCK)) == BLOCK)
    if (header.name[0] != 0) why = unpack_entry(tar, &header, folder);
  if (why == NULL && got != 0) why = damaged;
  if (gzclose(tar) != Z_OK && why == NULL) why = damaged;
  close(folder);
  return why;
}
