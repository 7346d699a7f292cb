import type { Row } from '../row.ts';

const go = {
  needs: ['go'],
  build: 'go build -o {program} {source}',
  run: '{program}',
  fitsCpus: true,
} as const;
const java = { needs: ['javac', 'java'], build: 'javac -d {folder} {source}' } as const;
const node = { needs: ['node'], run: 'node {source}' } as const;

const OWN_LOCKS = /one at a time|take turns|wait for each other|hardly get a lock/;

export const RUNTIMES: readonly Row[] = [
  {
    ...go,
    source: 'mutex.go',
    program: 'Go: four goroutines, one `sync.Mutex`',
    kind: 'SERIALISED',
    says: OWN_LOCKS,
  },
  {
    ...go,
    source: 'channels.go',
    program: 'Go: two workers that take jobs from a channel',
    kind: 'PARALLEL',
    says: /cores/,
    neverSays: /\block\b/,
  },
  {
    ...java,
    source: 'Synchronized.java',
    program: 'Java: four threads, one `synchronized` method',
    run: 'java -cp {folder} Synchronized',
    kind: 'SERIALISED',
    says: OWN_LOCKS,
    waits: ['lock'],
  },
  {
    ...java,
    source: 'Reentrant.java',
    program: 'Java: four threads, one `ReentrantLock`',
    run: 'java -cp {folder} Reentrant',
    kind: 'SERIALISED',
    says: OWN_LOCKS,
    waits: ['lock'],
  },
  {
    ...node,
    source: 'atomics_lock.mjs',
    program: 'Node: four workers around a lock of `Atomics.wait`',
    kind: 'SERIALISED',
    says: OWN_LOCKS,
    waits: ['lock'],
  },
  {
    ...node,
    source: 'cluster.mjs',
    program: 'Node: two `cluster` workers that serve requests',
    kind: 'PARALLEL',
    says: /2 |processes/,
    neverSays: /\block\b|pipeline/,
  },
  {
    ...node,
    source: 'blocked_loop.mjs',
    program: 'Node: a server whose handler blocks the event loop',
    kind: 'MIXED',
    says: /one thread did/,
  },
  {
    source: 'gvl.rb',
    program: 'Ruby: four threads that compute',
    needs: ['ruby'],
    run: 'ruby {source}',
    kind: 'SERIALISED',
    says: /GVL/,
    waits: ['lock'],
  },
];
