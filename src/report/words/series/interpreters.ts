import type { Subject } from '../../../model/documents/comparison.ts';

/** Each Python that ran something, and how it starts processes: `Python 3.11.2 (/usr/bin/python3); its processes by fork.` */
export function interpreterLines(subjects: readonly (Subject | null)[]): string[] {
  const known = subjects.filter((subject) => subject !== null);
  const paths = new Set(known.flatMap(({ interpreterPath }) => interpreterPath ?? []));
  return [...paths].map((path) => {
    const own = known.filter(({ interpreterPath }) => interpreterPath === path);
    const method = own.find(({ startMethod }) => startMethod !== null)?.startMethod ?? null;
    const processes = method === null ? '' : `; its processes by ${method} (multiprocessing)`;
    return `Python ${own[0]?.interpreter} (${path})${processes}.`;
  });
}
