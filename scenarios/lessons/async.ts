import type { Lesson } from '../../src/model/lesson.ts';

export const async: Lesson = {
  name: 'async',
  title: 'asyncio and the event loop',
  experiment: 'async',
  claim: 'node-no-thread-more',
  question: {
    kind: 'choice',
    text: 'One thread waits for 1,000 timers at the same time, as with asyncio in Python or promises in Node. How many more threads do these waits need?',
    choices: [
      { text: '1,000: one for each wait', agrees: false },
      { text: '4: a pool of hidden threads waits', agrees: false },
      { text: 'One for each core', agrees: false },
      { text: 'None', agrees: true },
    ],
  },
  why: [
    'An event loop asks the kernel to wake it up at the next event, and its thread sleeps until then.',
    'The same thread runs all of the program’s callbacks one after the other, so one that computes for long delays all others.',
  ],
  change: [
    ['demo word-processor', 'a click on a thread that computes: how long does it wait?'],
    ['watch -- node YOUR_PROGRAM.mjs', 'how many threads has your own program, and which of them compute?'],
  ],
};
