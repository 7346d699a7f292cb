import type { Lesson } from '../../src/model/lesson.ts';

export const threadsOrProcesses: Lesson = {
  name: 'threads-or-processes',
  title: 'Threads or processes',
  experiment: 'threads-vs-processes',
  claim: 'python-threads-together',
  question: {
    kind: 'choice',
    text: 'Two Python threads mostly wait, as for answers of a server. How do they wait?',
    choices: [
      { text: 'At the same time, as two processes do', agrees: true },
      { text: 'One after the other: Python runs one thread at a time', agrees: false },
      { text: 'In turns: each waits a bit, then the other one does', agrees: false },
      { text: 'One waits, and the other one computes meanwhile', agrees: false },
    ],
  },
  why: [
    'A thread that waits needs neither a core nor a lock, so threads are enough for waiting, and they cost less than processes.',
    'For computing it depends on the language: Node’s threads run side by side, and Python’s only do so without a GIL, which the next lesson shows.',
  ],
  change: [
    ['compare', 'the same computing on threads, processes, a pool and one loop: which is fastest here?'],
    ['demo pool', 'a thread for each task, or two threads for all: what does it cost?'],
  ],
};
