// A table with its own mutex, allocated at run time: no symbol leads to it.
#include <pthread.h>
#include <stdlib.h>

struct table {
  long rows[1000];
  pthread_mutex_t lock;
};

static void *update(void *shared) {
  struct table *table = shared;
  for (;;) {
    pthread_mutex_lock(&table->lock);
    for (int round = 0; round < 100; round++)
      for (int i = 0; i < 1000; i++) table->rows[i] += i ^ round;
    pthread_mutex_unlock(&table->lock);
  }
}

int main(void) {
  struct table *table = calloc(1, sizeof *table);
  pthread_mutex_init(&table->lock, NULL);
  pthread_t thread;
  for (int i = 0; i < 4; i++) pthread_create(&thread, NULL, update, table);
  pthread_join(thread, NULL);
}
