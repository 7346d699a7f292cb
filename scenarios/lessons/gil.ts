import type { Lesson } from '../../src/model/lesson.ts';

export const gil: Lesson = {
  name: 'gil',
  title: 'The GIL',
  experiment: 'gil',
  claim: 'python-threads',
  question: {
    kind: 'figure',
    text: 'Two Python threads compute, on a machine that has a CPU for each. How many cores do they keep busy together?',
    trial: 'Python, two threads',
    tolerance: 0.3,
  },
  why: [
    'Whoever runs Python code holds the global interpreter lock (GIL), and there is one for all threads of a process.',
    'Two threads hand it to each other about every 5 ms, so one of them always waits.',
  ],
  change: [
    ['demo gil --python 3.14t', 'a build without a GIL: what does your prediction become?'],
    ['watch -- python3 YOUR_PROGRAM.py', 'is it the GIL that your own program waits for?'],
  ],
  needsGil: true,
};
