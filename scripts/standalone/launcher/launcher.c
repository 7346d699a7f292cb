/* concur where there is no Node: unpacks the one that is in this program's file, once, and becomes it. */
#include "launcher.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In concur's table of exit codes: something is missing or refused here. */
#define REFUSED 5

/* What is wrong with each folder: said only where none will do. */
static char reasons[4 * (PATH_MAX + 100)];

static void give_up(const char *why, const char *hint) {
  fprintf(stderr, "concur: %s%s\n%s\n", why, reasons, hint);
  exit(REFUSED);
}

static int is_unpacked_in(const char *caches, const char *name, const struct payload *payload, char folder[PATH_MAX]) {
  /* One that isn’t absolute doesn't count. https://specifications.freedesktop.org/basedir-spec/latest/ */
  if (caches == NULL || caches[0] != '/') return 0;
  const char *why = unpacked_in(caches, name, payload, folder);
  if (why == damaged) give_up("this file is damaged", "Get it again.");
  size_t length = strlen(reasons);
  if (why != NULL) snprintf(reasons + length, sizeof reasons - length, "\n  %s: %s", caches, why);
  return why == NULL;
}

static void find_folder(const struct payload *payload, char folder[PATH_MAX]) {
  const char *user = getenv("HOME");
  char home[PATH_MAX] = "", own[32];
  if (user != NULL && user[0] == '/') snprintf(home, sizeof home, "%s/.cache", user);
  snprintf(own, sizeof own, "concur-%u", (unsigned)geteuid());
  if (is_unpacked_in(getenv("XDG_CACHE_HOME"), "concur", payload, folder)) return;
  if (is_unpacked_in(home, "concur", payload, folder)) return;
  if (is_unpacked_in(getenv("TMPDIR"), own, payload, folder)) return;
  if (is_unpacked_in("/tmp", own, payload, folder)) return;
  give_up("there is no folder into which its files can be unpacked",
          "Name one where you can write and run programs: XDG_CACHE_HOME=/path/to/folder concur …");
}

static char *path_of(const char *folder, const char *name) {
  char *path = malloc(strlen(folder) + strlen(name) + 1);
  return strcat(strcpy(path, folder), name);
}

int main(int count, char **typed) {
  struct payload payload;
  char folder[PATH_MAX];
  const char *why = find_payload(&payload);
  if (why == damaged) give_up(why, "Get it again.");
  if (why != NULL) give_up(why, "Make it readable: chmod +r, and its name.");
  find_folder(&payload, folder);
  char **arguments = calloc(count + 2, sizeof *arguments);
  arguments[0] = path_of(folder, "/bin/node");
  arguments[1] = path_of(folder, "/dist/bin/concur.cjs");
  for (int index = 1; index < count; index++) arguments[index + 1] = typed[index];
  execv(arguments[0], arguments);
  if (errno == ENOENT && access(arguments[1], F_OK) == 0 && access(arguments[0], F_OK) == 0)
    give_up("this system has no glibc", "It has to be " GLIBC " or newer. Alpine has another C library: take an image of Debian.");
  snprintf(reasons, sizeof reasons, "\n  %s: %s", arguments[0], strerror(errno));
  give_up("its unpacked files can’t be run", "Remove their folder: they are unpacked again then.");
}
