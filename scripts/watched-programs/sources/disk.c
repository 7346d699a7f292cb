// Writes, each of which waits until the disk has it.
#include <fcntl.h>
#include <unistd.h>

static char block[1 << 20];

int main(void) {
  int file = open("written", O_RDWR | O_CREAT, 0600);
  unlink("written");
  for (;;) {
    if (pwrite(file, block, sizeof block, 0) < 0 || fdatasync(file) < 0) return 1;
  }
}
