// One producer, three consumers, a condition variable: the producer takes longer for an item than a consumer does.
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t item_ready = PTHREAD_COND_INITIALIZER;
static int items;

static void work(long rounds) {
  for (volatile long i = 0; i < rounds; i++) {}
}

static void *consume(void *unused) {
  for (;;) {
    pthread_mutex_lock(&lock);
    while (items == 0) pthread_cond_wait(&item_ready, &lock);
    items--;
    pthread_mutex_unlock(&lock);
    work(100 * 1000);
  }
  return unused;
}

int main(void) {
  pthread_t consumer;
  for (int i = 0; i < 3; i++) pthread_create(&consumer, NULL, consume, NULL);
  for (;;) {
    work(1000 * 1000);
    pthread_mutex_lock(&lock);
    items++;
    pthread_cond_signal(&item_ready);
    pthread_mutex_unlock(&lock);
  }
}
