import type { Lesson } from '../../src/model/lesson.ts';

export const affinity: Lesson = {
  name: 'affinity',
  title: 'Same or different cores',
  experiment: 'affinity',
  claim: 'same-one-core',
  question: {
    kind: 'choice',
    text: 'Two threads compute without a pause. Both are pinned to the same CPU, and another CPU is free. How many cores do they keep busy together?',
    choices: [
      { text: 'Two: the kernel moves one to the free CPU', agrees: false },
      { text: 'Two: one CPU runs both at the same instant', agrees: false },
      { text: 'One and a half: the kernel moves one of them from time to time', agrees: false },
      { text: 'One at most: each is queued while the other one runs', agrees: true },
    ],
  },
  why: [
    'Affinity is a list of the CPUs that a thread may use, and the kernel keeps to it even when another CPU is idle.',
    'Without such a list the kernel puts two busy threads on two cores, when two are free.',
  ],
  change: [
    [
      'demo affinity --engine processes',
      'processes in place of threads: does the kernel treat them differently?',
    ],
    ['demo oversubscribe', 'no affinity, but four workers for each CPU: how long is each one queued?'],
  ],
};
