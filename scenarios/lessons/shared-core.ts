import type { Lesson } from '../../src/model/lesson.ts';

export const sharedCore: Lesson = {
  name: 'shared-core',
  title: 'Sharing a core',
  experiment: 'shared-core',
  claim: 'by-turns',
  question: {
    kind: 'choice',
    text: 'A thread of program A and the whole program B are pinned to one CPU, and both compute. A’s main thread is on another CPU. How much of the shared CPU does A’s thread get?',
    choices: [
      { text: 'All of it, until it has ended: it was there first', agrees: false },
      { text: 'A third: A’s time is divided among its threads', agrees: false },
      { text: 'About half', agrees: true },
      { text: 'Two thirds: A has more threads than B', agrees: false },
    ],
  },
  why: [
    'The kernel schedules threads, not programs: two threads of the same priority that want one CPU get equal shares of it.',
    'Neither runs while the other one does, so each is queued for about half of the time.',
  ],
  change: [
    ['demo affinity', 'two threads of one program on one core: are the shares different?'],
    ['demo oversubscribe', 'four workers for each CPU: what share does each get?'],
  ],
};
