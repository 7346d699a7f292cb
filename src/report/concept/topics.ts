/** What `explain` can be asked about. */
export interface Topic {
  /** The name of its file in docs/concepts. */
  readonly name: string;
  /** Other words for it, and the experiments that show it. */
  readonly aliases: readonly string[];
}

/** Every topic, in the order in which they are best told. */
export const TOPICS: readonly Topic[] = [
  { name: 'core', aliases: ['cores', 'cpu', 'cpus', 'logical cpu', 'multicore'] },
  { name: 'hyper-threading', aliases: ['ht', 'smt', 'simultaneous multithreading', 'siblings'] },
  { name: 'parallelism', aliases: ['parallel', 'concurrency', 'concurrent', 'threads-vs-processes'] },
  { name: 'process', aliases: ['processes', 'fork', 'child_process', 'multiprocessing', 'progress-map'] },
  {
    name: 'host',
    aliases: ['hosts', 'machines', 'cluster', 'distributed', 'broker', 'lease', 'partial failure'],
  },
  {
    name: 'thread',
    aliases: ['threads', 'worker', 'worker_threads', 'isolate', 'threading', 'tid', 'word-processor'],
  },
  { name: 'daemon-thread', aliases: ['daemon', 'unref'] },
  { name: 'thread-pool', aliases: ['pool', 'libuv', 'executor', 'piscina', 'UV_THREADPOOL_SIZE'] },
  { name: 'context-switch', aliases: ['switch', 'switches', 'preemption'] },
  { name: 'run-queue', aliases: ['r', 'd', 'r+d', 'starved', 'schedstat', 'scheduler', 'shared-core'] },
  { name: 'affinity', aliases: ['pin', 'pinning', 'taskset', 'mask', 'sched_setaffinity'] },
  { name: 'quota', aliases: ['cgroup', 'cgroups', 'container', 'docker', 'kubernetes', 'throttling'] },
  { name: 'oversubscription', aliases: ['oversubscribe', 'oversubscribed'] },
  { name: 'amdahl', aliases: ['amdahl’s law', 'scaling', 'scale', 'speed-up', 'usl'] },
  { name: 'shared-memory', aliases: ['SharedArrayBuffer', 'shm', 'atomic', 'atomics'] },
  { name: 'race-condition', aliases: ['race', 'races', 'data race', 'lost update', 'thread safety'] },
  {
    name: 'lock',
    aliases: ['locks', 'mutex', 'semaphore', 'barrier', 'condition', 'critical section', 'threading-library'],
  },
  { name: 'deadlock', aliases: ['deadlocks', 'dining philosophers'] },
  { name: 'false-sharing', aliases: ['core-to-core', 'cache line', 'padding'] },
  { name: 'event-loop', aliases: ['loop', 'blocking', 'non-blocking', 'epoll'] },
  { name: 'async', aliases: ['asyncio', 'await', 'coroutine', 'promise', 'asynchronous'] },
  {
    name: 'gil',
    aliases: ['global interpreter lock', 'free threading', 'no-gil', 'switch interval', 'gil-blocking'],
  },
  {
    name: 'native-code',
    aliases: ['native', 'c extension', 'c extensions', 'numpy', 'blas', 'gil-release', 'napi', 'node-api'],
  },
];
