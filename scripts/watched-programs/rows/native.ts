import type { Row } from '../row.ts';

const c = { needs: ['gcc'], build: 'gcc -O1 -pthread -o {program} {source}', run: '{program}' } as const;
const cpp = { ...c, needs: ['g++'], build: 'g++ -O1 -pthread -o {program} {source}' } as const;

const ON_HEAP = /a lock on the heap/;

export const NATIVE: readonly Row[] = [
  {
    ...c,
    source: 'mutex.c',
    program: 'C: four threads, a static mutex, held always',
    run: '{program} 4 100000 0',
    kind: 'SERIALISED',
    says: /counter_lock/,
    lock: { symbol: /^counter_lock$/ },
  },
  {
    ...c,
    source: 'mutex.c',
    program: 'C: eight threads, a static mutex, held half of the time',
    run: '{program} 8 50000 50000',
    kind: 'SERIALISED',
    says: /counter_lock/,
    lock: { symbol: /^counter_lock$/ },
  },
  {
    ...c,
    source: 'mutex_heap.c',
    program: 'C: four threads, a mutex on the heap',
    kind: 'SERIALISED',
    says: ON_HEAP,
    lock: { where: /heap|anonymous/ },
  },
  {
    ...c,
    source: 'condvar.c',
    program: 'C: a producer that is slower than its consumers, a condition variable',
    kind: 'MIXED',
    says: /one thread did|most of the work/,
    lock: { symbol: /^item_ready$/ },
    waits: ['lock'],
  },
  {
    ...c,
    source: 'deadlock.c',
    program: 'C: two threads, two mutexes, in opposite order',
    kind: 'WAITING',
    says: /deadlock/,
    waits: ['lock'],
    deadlocked: 2,
  },
  {
    ...c,
    source: 'sleepers.c',
    program: 'C: four threads that sleep three quarters of the time',
    kind: 'MIXED',
    says: /sle[pe]/,
    neverSays: /\block\b/,
    waits: ['sleep'],
  },
  {
    ...c,
    source: 'disk.c',
    program: 'C: writes with `O_DIRECT` and `O_DSYNC`',
    check: 'test "$(stat -f -c %T /tmp)" != tmpfs',
    kind: 'WAITING',
    says: /disk/,
    waits: ['disk'],
  },
  {
    ...cpp,
    source: 'async.cpp',
    program: 'C++: `std::async`, two at a time',
    kind: 'PARALLEL',
    says: /\d threads|short-lived threads/,
  },
  {
    ...cpp,
    source: 'async_deferred.cpp',
    program: 'C++: `std::async`, deferred',
    kind: 'MIXED',
    says: /one thread did/,
  },
  {
    source: 'mutex.rs',
    program: 'Rust: four threads, an `Arc<Mutex>`',
    needs: ['rustc'],
    build: 'rustc -O -o {program} {source}',
    run: '{program}',
    kind: 'SERIALISED',
    says: ON_HEAP,
    lock: { where: /heap|anonymous/ },
  },
];
