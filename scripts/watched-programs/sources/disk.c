// Writes past the page cache: each waits until the disk has it.
#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>

static char block[8 << 20] __attribute__((aligned(4096)));

int main(void) {
  int file = open("written", O_WRONLY | O_CREAT | O_DIRECT | O_DSYNC, 0600);
  unlink("written");
  while (pwrite(file, block, sizeof block, 0) > 0) {}
  return 1;
}
