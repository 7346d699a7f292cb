// Two transfers, each of which locks its own account first: in opposite order.
#include <pthread.h>
#include <unistd.h>

pthread_mutex_t account_a = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t account_b = PTHREAD_MUTEX_INITIALIZER;

static void transfer(pthread_mutex_t *from, pthread_mutex_t *to) {
  pthread_mutex_lock(from);
  usleep(100 * 1000);
  pthread_mutex_lock(to);
}

static void *there(void *unused) {
  transfer(&account_a, &account_b);
  return unused;
}

static void *back(void *unused) {
  transfer(&account_b, &account_a);
  return unused;
}

int main(void) {
  pthread_t one, two;
  pthread_create(&one, NULL, there, NULL);
  pthread_create(&two, NULL, back, NULL);
  pthread_join(one, NULL);
  pthread_join(two, NULL);
}
