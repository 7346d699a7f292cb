import type { Lesson } from '../../src/model/lesson.ts';

export const process: Lesson = {
  name: 'process',
  title: 'A process',
  experiment: 'processes',
  claim: 'own-memory',
  question: {
    kind: 'choice',
    text: 'A child process gives a global variable a new value. Main has a global variable of the same name. What does main find in its variable afterwards?',
    choices: [
      { text: 'The child’s value, at once', agrees: false },
      { text: 'The child’s value, as soon as the child has ended', agrees: false },
      { text: 'What it had before: the child’s value is not there', agrees: true },
      { text: 'An error: another process has changed it', agrees: false },
    ],
  },
  why: [
    'Each process has its own memory, and the kernel lets no other process write there.',
    'Processes send each other messages, or ask the kernel for a piece of memory that both share.',
  ],
  change: [
    ['demo shared-memory', 'threads in place of processes: what do they share?'],
    ['demo processes -w 4', 'one of four is killed: what becomes of the other three?'],
  ],
};
