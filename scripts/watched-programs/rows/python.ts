import type { Row } from '../row.ts';

const python = { needs: ['python3'], run: 'python3 {source}' } as const;

export const PYTHON: readonly Row[] = [
  {
    ...python,
    source: 'gil.py',
    program: 'Python: four threads that compute',
    kind: 'SERIALISED',
    says: /GIL/,
    lock: { isGil: true },
  },
  {
    ...python,
    source: 'queue_workers.py',
    program: 'Python: workers of a `queue.Queue` that compute',
    kind: 'SERIALISED',
    says: /GIL/,
    lock: { isGil: true },
  },
  {
    ...python,
    source: 'pool.py',
    program: 'Python: `multiprocessing.Pool(2)`',
    kind: 'PARALLEL',
    says: /2 (busy )?threads|2 processes/,
    neverSays: /GIL|pipeline/,
  },
  {
    ...python,
    source: 'asyncio_blocking.py',
    program: 'Python: asyncio, a coroutine that calls `time.sleep`',
    kind: 'WAITING',
    says: /sleep/,
    waits: ['sleep'],
  },
  {
    ...python,
    source: 'numpy_matmul.py',
    program: 'Python: NumPy’s product of matrices (OpenBLAS, two threads)',
    check: 'python3 -c "import numpy"',
    kind: 'PARALLEL',
    fitsCpus: true,
    says: /2 (busy )?threads/,
    neverSays: /GIL/,
  },
];
