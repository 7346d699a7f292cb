/* The folder of the unpacked files is there as a whole or not at all: whoever has the lock unpacks beside it, then renames. */
#include "launcher.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static int remove_entry(const char *path, const struct stat *found, int type, struct FTW *walk) {
  (void)found, (void)type, (void)walk;
  return remove(path);
}

static void remove_tree(const char *path) {
  nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static int below(char path[PATH_MAX], const char *folder, const char *name) {
  return snprintf(path, PATH_MAX, "%s/%s", folder, name) < PATH_MAX;
}

/* Never in a place of somebody else's: root with a user's HOME would leave there what its user can’t remove. */
static const char *make(const char *path) {
  char parent[PATH_MAX], real[PATH_MAX];
  struct stat found;
  if (lstat(path, &found) == 0) return NULL;
  snprintf(parent, sizeof parent, "%s", path);
  char *slash = strrchr(parent, '/');
  slash[slash == parent] = 0;
  if (realpath(parent, real) == NULL) return strerror(errno);
  const char *why = unsafe_way(real);
  if (why != NULL) return why;
  return mkdir(path, 0700) < 0 && errno != EEXIST ? strerror(errno) : NULL;
}

static const char *unpack_beside(const char *place, const struct payload *payload, const char *folder) {
  char beside[PATH_MAX];
  if (!below(beside, place, "unpacking")) return strerror(ENAMETOOLONG);
  /* Of one that was killed. */
  remove_tree(beside);
  if (mkdir(beside, 0700) < 0) return strerror(errno);
  const char *why = unpack(payload, beside);
  if (why == NULL && rename(beside, folder) < 0) why = strerror(errno);
  if (why != NULL) remove_tree(beside);
  return why;
}

static const char *unpack_once(const char *place, const struct payload *payload, const char *folder) {
  char lock[PATH_MAX];
  if (!below(lock, place, "unpacking.lock")) return strerror(ENAMETOOLONG);
  int file = open(lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0 || flock(file, LOCK_EX) < 0) return strerror(errno);
  /* Another one may have done it meanwhile. */
  const char *why = access(folder, F_OK) == 0 ? NULL : unpack_beside(place, payload, folder);
  close(file);
  return why;
}

const char *unpacked_in(const char *caches, const char *name, const struct payload *payload, char folder[PATH_MAX]) {
  char place[PATH_MAX], real[PATH_MAX];
  struct statvfs mount;
  if (!below(place, caches, name)) return strerror(ENAMETOOLONG);
  const char *why = make(caches);
  if (why == NULL) why = make(place);
  if (why == NULL && realpath(place, real) == NULL) why = strerror(errno);
  if (why == NULL) why = unsafe(real);
  if (why != NULL) return why;
  if (statvfs(real, &mount) == 0 && mount.f_flag & ST_NOEXEC) return "mounted noexec";
  if (!below(folder, real, payload->digest)) return strerror(ENAMETOOLONG);
  return access(folder, F_OK) == 0 ? NULL : unpack_once(real, payload, folder);
}
