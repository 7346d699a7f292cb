import type { Lesson } from '../../src/model/lesson.ts';

export const thread: Lesson = {
  name: 'thread',
  title: 'A thread',
  experiment: 'threads',
  claim: 'one-process',
  question: {
    kind: 'choice',
    text: 'A program starts two threads. Main and both threads are at work. How many processes are there?',
    choices: [
      { text: 'Three: each thread is a process, as main is', agrees: false },
      { text: 'Two: main, and one process for all other threads', agrees: false },
      { text: 'One: the threads are in the process of main', agrees: true },
      { text: 'It depends on how many cores are free', agrees: false },
    ],
  },
  why: [
    'A thread is a sequence of instructions inside a process: all threads of a process have one process ID (PID) and one memory.',
    'To the kernel each is a task of its own, with its own thread ID (TID), so each may run on another core.',
  ],
  change: [
    ['demo threads -w 4', 'four threads: how many PIDs are there, and how many TIDs?'],
    ['demo threads --fault throw', 'one thread fails: what becomes of the others?'],
  ],
};
