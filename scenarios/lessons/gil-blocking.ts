import type { Lesson } from '../../src/model/lesson.ts';

export const gilBlocking: Lesson = {
  name: 'gil-blocking',
  title: 'What the GIL delays',
  experiment: 'gil-blocking',
  claim: 'thread',
  question: {
    kind: 'choice',
    text: 'A Python thread sleeps 1 ms, again and again. Beside it another thread of the program computes. By how much is each sleep too long?',
    choices: [
      { text: 'Not at all: a thread that sleeps needs no GIL', agrees: false },
      { text: 'By about 5 ms, the switch interval', agrees: true },
      { text: 'By about 1 ms, as long as the sleep itself', agrees: false },
      { text: 'It wakes up only when the other thread has ended', agrees: false },
    ],
  },
  why: [
    'To go on after its sleep a thread needs the GIL, and it asks the other thread for it only after it has waited one switch interval (usually 5 ms).',
    'Then the thread that computes gives the GIL up, so each wake-up costs one interval.',
  ],
  change: [
    ['demo gil-blocking --python 3.14t', 'a build without a GIL: how long is the delay then?'],
    ['demo word-processor', 'a click beside a thread that formats: how long does it wait?'],
  ],
  needsGil: true,
};
