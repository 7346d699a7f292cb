// Four threads that know nothing of each other: each computes for some 2 ms, then sleeps 6 ms.
#include <pthread.h>
#include <time.h>
#include <unistd.h>

static double used(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static void *poll_device(void *unused) {
  for (;;) {
    for (double end = used() + 0.002; used() < end;) {}
    usleep(6 * 1000);
  }
  return unused;
}

int main(void) {
  pthread_t thread;
  for (int i = 0; i < 4; i++) pthread_create(&thread, NULL, poll_device, NULL);
  pthread_join(thread, NULL);
}
