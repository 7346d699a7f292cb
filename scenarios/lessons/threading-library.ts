import type { Lesson } from '../../src/model/lesson.ts';

export const threadingLibrary: Lesson = {
  name: 'threading-library',
  title: 'A threading library',
  experiment: 'shared-memory',
  claim: 'plain',
  question: {
    kind: 'choice',
    text: 'Two threads add 1 to the same number in memory, with ++ and without a lock, millions of times each. They do so several times. Is the sum right each time?',
    choices: [
      { text: 'Yes: ++ is a single step, which nothing can interrupt', agrees: false },
      { text: 'No: in some runs it is too small, since additions are lost', agrees: true },
      { text: 'No: in some runs it is too large, since additions count twice', agrees: false },
      { text: 'Yes: only one thread can use the same memory at a time', agrees: false },
    ],
  },
  why: [
    '++ is three steps (load, add, store), and a thread that stores what it loaded before overwrites what the other has added since.',
    'So a threading library offers locks: only the thread that holds the lock takes these steps.',
  ],
  change: [
    ['demo threading-library', 'locks, queues and the rest: is anything lost with them?'],
    ['demo shared-memory --cores 0', 'both threads on one CPU: are additions still lost?'],
  ],
  hasInterleaving: true,
};
