/* Threads that claim chunks with fetch_add and store each result, from when all threads are up to the last end. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static atomic_int next_task;
static int tasks, chunk;
static double *results;
static atomic_int waiting;

struct span {
  double start, end;
};

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void *work(void *argument) {
  struct span *span = argument;
  /* Spinning: a thread that the kernel had to wake would come when the others have done half of it. */
  atomic_fetch_sub(&waiting, 1);
  while (atomic_load(&waiting) > 0) {
  }
  span->start = now_ms();
  for (;;) {
    int from = atomic_fetch_add(&next_task, chunk);
    if (from >= tasks) break;
    int to = tasks - from < chunk ? tasks : from + chunk;
    for (int i = from; i < to; i++) results[i] = i * 2.0;
  }
  span->end = now_ms();
  return NULL;
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  int workers = atoi(argv[1]);
  chunk = atoi(argv[2]);
  tasks = atoi(argv[3]);
  results = malloc(tasks * sizeof *results);
  /* The kernel gives memory when it is first written to: either now, or during the work. */
  if (strcmp(argv[4], "touched") == 0) memset(results, 0xff, tasks * sizeof *results);
  pthread_t threads[workers];
  struct span spans[workers];
  atomic_store(&waiting, workers);
  for (int i = 0; i < workers; i++) pthread_create(&threads[i], NULL, work, &spans[i]);
  for (int i = 0; i < workers; i++) pthread_join(threads[i], NULL);
  double start = spans[0].start, end = spans[0].end, sum = 0;
  for (int i = 1; i < workers; i++) {
    if (spans[i].start < start) start = spans[i].start;
    if (spans[i].end > end) end = spans[i].end;
  }
  for (int i = 0; i < tasks; i++) sum += results[i];
  printf("{\"answeredMs\":%.6f,\"listedMs\":%.6f,\"sum\":%.0f}\n", end - start, end - start, sum);
  return 0;
}
