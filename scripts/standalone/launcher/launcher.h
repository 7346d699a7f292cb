/* What the launcher's parts know of each other. A function that can fail returns why, or NULL. */
#include <linux/limits.h>
#include <sys/types.h>

/* What is behind the program in its file: a tar, compressed by gzip. */
struct payload {
  int file;
  off_t start;
  /* Its SHA-256, in hexadecimal: the name of its folder. */
  char digest[65];
};

extern const char damaged[];

const char *find_payload(struct payload *payload);
/* Unpacks into an empty folder. */
const char *unpack(const struct payload *payload, const char *path);
/* Finds the unpacked files in a folder for caches, or unpacks them there, below `name`. */
const char *unpacked_in(const char *caches, const char *name, const struct payload *payload, char folder[PATH_MAX]);
/* Whether anybody but this user and root can change what is in a folder. */
const char *unsafe(const char *real_path);
/* Whether anybody but this user and root can change where the path of a folder leads. */
const char *unsafe_way(const char *real_path);
