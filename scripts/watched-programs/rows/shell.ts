import type { Row } from '../row.ts';

const shell = { needs: ['sh'], run: 'sh {source}' } as const;

export const SHELL: readonly Row[] = [
  {
    source: 'Makefile',
    program: '`make -j2`, of four targets that compute',
    needs: ['make', 'sh'],
    run: 'make -s -j2 -f {source}',
    ends: true,
    kind: 'PARALLEL',
    says: /cores/,
    neverSays: /\block\b|pipeline/,
    waits: ['child'],
  },
  {
    ...shell,
    source: 'pipeline.sh',
    program: '`yes | gzip -9 | wc -c`',
    needs: ['sh', 'yes', 'gzip', 'wc'],
    kind: 'MIXED',
    says: /gzip/,
    neverSays: /\block\b/,
    waits: ['read', 'write'],
  },
  {
    ...shell,
    source: 'fifo.sh',
    program: 'a reader of a FIFO, and a writer that sleeps',
    kind: 'WAITING',
    says: /pipe|read/,
    waits: ['read', 'child'],
  },
  {
    ...shell,
    source: 'flock.sh',
    program: 'two shells, each `flock FILE COMMAND`',
    needs: ['sh', 'flock'],
    kind: 'SERIALISED',
    says: /file lock|lock on a file|flock/,
    waits: ['fileLock'],
  },
  {
    ...shell,
    source: 'flock_fd.sh',
    program: 'two shells that `flock` a descriptor, and compute themselves',
    needs: ['sh', 'flock'],
    kind: 'SERIALISED',
    says: /file lock|lock on a file|flock/,
    waits: ['fileLock'],
  },
];
