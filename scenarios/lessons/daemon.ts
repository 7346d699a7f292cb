import type { Lesson } from '../../src/model/lesson.ts';

export const daemon: Lesson = {
  name: 'daemon',
  title: 'A daemon thread',
  experiment: 'daemon',
  claim: 'unref',
  question: {
    kind: 'choice',
    text: 'A program starts a daemon thread (in Node: a worker with unref), which waits for a moment and then writes a file. The program itself has nothing left to do. What becomes of the file?',
    choices: [
      { text: 'It is written: the program waits for all of its threads', agrees: false },
      { text: 'It is written: the thread lives on without its program', agrees: false },
      { text: 'It is written at once, when the program ends', agrees: false },
      { text: 'It is lost: the thread ends with its program', agrees: true },
    ],
  },
  why: [
    'In Node and Python a program waits at its end for ordinary threads, but not for daemon threads.',
    'All threads live in the process, so when the process ends, a daemon thread ends in the middle of its work.',
  ],
  change: [
    ['demo daemon --source', 'which line makes the thread a daemon, and what happens without that line?'],
    ['demo processes', 'a child process: does it need its parent in order to live?'],
  ],
};
