/* The loop of the workload compute: so many units of so many steps, dealt out to threads: how long they lived, ran and were queued. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int workers, units, steps;
static atomic_int waiting;
static volatile uint32_t sink;

struct share {
  int first;
  double start, end;
  double run, delay;
};

static double now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

/* What this thread has run and been queued so far. The kernel brings its figures up to date when a thread yields. */
static void read_clocks(double *run, double *delay) {
  sched_yield();
  FILE *file = fopen("/proc/thread-self/schedstat", "r");
  if (file == NULL || fscanf(file, "%lf %lf", run, delay) != 2) exit(1);
  fclose(file);
}

static void *work(void *argument) {
  struct share *share = argument;
  atomic_fetch_sub(&waiting, 1);
  while (atomic_load(&waiting) > 0) {
  }
  double run, delay;
  share->start = now_ns();
  read_clocks(&run, &delay);
  for (int unit = share->first; unit < units; unit += workers) {
    uint32_t value = unit;
    for (int i = 0; i < steps; i++) value = value * 1664525u + 1013904223u;
    sink = value;
  }
  read_clocks(&share->run, &share->delay);
  share->run -= run;
  share->delay -= delay;
  share->end = now_ns();
  return NULL;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  workers = atoi(argv[1]);
  units = atoi(argv[2]);
  steps = atoi(argv[3]);
  pthread_t threads[workers];
  struct share shares[workers];
  atomic_store(&waiting, workers);
  for (int i = 0; i < workers; i++) {
    shares[i].first = i;
    pthread_create(&threads[i], NULL, work, &shares[i]);
  }
  for (int i = 0; i < workers; i++) pthread_join(threads[i], NULL);
  double life = 0, run = 0, delay = 0;
  for (int i = 0; i < workers; i++) {
    life += shares[i].end - shares[i].start;
    run += shares[i].run;
    delay += shares[i].delay;
  }
  printf("{\"lifeNs\":%.0f,\"runNs\":%.0f,\"runDelayNs\":%.0f}\n", life, run, delay);
  return 0;
}
