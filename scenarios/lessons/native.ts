import type { Lesson } from '../../src/model/lesson.ts';

export const native: Lesson = {
  name: 'native',
  title: 'Native code: C extensions and NumPy',
  experiment: 'native',
  claim: 'hash',
  question: {
    kind: 'choice',
    text: 'Two Python threads hash large blocks with sha256, which is written in C. How many cores do they want together?',
    choices: [
      { text: 'One: each thread needs the GIL to do anything', agrees: false },
      { text: 'Two: the code in C runs without the GIL', agrees: true },
      { text: 'All: code in C starts threads of its own', agrees: false },
      { text: 'One, but that one twice as fast', agrees: false },
    ],
  },
  why: [
    'A C extension may release the GIL while it touches no Python object, and hashlib, zlib and NumPy do so for long work.',
    'Some libraries also start threads of their own, as the linear algebra below NumPy does: their number is set from outside.',
  ],
  change: [
    ['demo gil-release', 'the same for other calls: which of them hold the GIL?'],
    ['watch -- python3 YOUR_PROGRAM.py', 'which threads does NumPy start in your own program?'],
  ],
};
