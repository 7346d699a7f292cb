/* So many threads, each of which works a moment a hundred times a second: something to sample. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void *work(void *argument) {
  volatile unsigned sink = 0;
  struct timespec pause = {0, 10 * 1000 * 1000};
  for (;;) {
    for (int step = 0; step < 20000; step++) sink += step;
    nanosleep(&pause, NULL);
  }
  return argument;
}

int main(int count, char **words) {
  int threads = count > 1 ? atoi(words[1]) : 1;
  for (int index = 1; index < threads; index++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL) != 0) return 1;
  }
  puts("up");
  fflush(stdout);
  work(NULL);
  return 0;
}
