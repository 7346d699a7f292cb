// Threads that share one mutex. Arguments: how many, rounds of work with it, rounds without.
#include <pthread.h>
#include <stdlib.h>

pthread_mutex_t counter_lock = PTHREAD_MUTEX_INITIALIZER;
static long held, unheld;

static void work(long rounds) {
  for (volatile long i = 0; i < rounds; i++) {}
}

static void *count(void *unused) {
  for (;;) {
    pthread_mutex_lock(&counter_lock);
    work(held);
    pthread_mutex_unlock(&counter_lock);
    work(unheld);
  }
  return unused;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  held = atol(argv[2]);
  unheld = atol(argv[3]);
  pthread_t thread;
  for (int i = 0; i < atoi(argv[1]); i++) pthread_create(&thread, NULL, count, NULL);
  pthread_join(thread, NULL);
}
