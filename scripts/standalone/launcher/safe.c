/* The rules of src/base/files/owned.ts: who can write to the folder runs programs as us. */
#include "launcher.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *unsafe_way(const char *real_path) {
  char path[PATH_MAX];
  struct stat found;
  snprintf(path, sizeof path, "%s", real_path);
  for (;;) {
    if (lstat(path, &found) < 0) return strerror(errno);
    if (!S_ISDIR(found.st_mode)) return "not a folder";
    if (found.st_uid != geteuid() && found.st_uid != 0) return "it is in a folder of another user";
    /* In a sticky folder nobody takes or renames what is another's. */
    if (found.st_mode & 022 && !(found.st_mode & S_ISVTX)) return "others can write to a folder that it is in";
    if (path[1] == 0) return NULL;
    char *slash = strrchr(path, '/');
    slash[slash == path] = 0;
  }
}

const char *unsafe(const char *real_path) {
  struct stat found;
  if (lstat(real_path, &found) < 0) return strerror(errno);
  if (found.st_uid != geteuid()) return "it belongs to another user";
  if (found.st_mode & 022) return "others can write there";
  return unsafe_way(real_path);
}
