import type { Lesson } from '../../src/model/lesson.ts';

export const manyProcesses: Lesson = {
  name: 'many-processes',
  title: 'Many processes, one per core',
  experiment: 'multicore',
  claim: 'side-by-side',
  question: {
    kind: 'choice',
    text: 'Each usable core of this machine gets one process. All of them have the same number of steps to do. How do they make progress?',
    choices: [
      { text: 'One after the other: each core waits for the one before', agrees: false },
      { text: 'In turns: only one process takes a step at any time', agrees: false },
      { text: 'The first core is always far ahead of the others', agrees: false },
      { text: 'All at the same time, each on its own core', agrees: true },
    ],
  },
  needsCpus: 2,
  why: [
    'Each core runs its own process, and no core has to wait for another one.',
    'A process that is pinned before it starts stays on its core, so its bar shows what that core does.',
  ],
  change: [
    [
      'demo multicore --pin same',
      'all on one CPU: a step is a wait, so do they still make progress together?',
    ],
    ['demo multicore --engine threads', 'threads in place of processes: what changes in the evidence?'],
    ['demo progress-map', 'real inputs in place of steps, some of which fail'],
  ],
};
