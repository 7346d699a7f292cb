import type { Lesson } from '../../src/model/lesson.ts';

export const gilRelease: Lesson = {
  name: 'gil-release',
  title: 'Which threads need the GIL',
  experiment: 'gil-release',
  claim: 'hold',
  question: {
    kind: 'choice',
    text: 'Two Python threads make the same call at the same time. json, re, hashlib and zlib are all written in C. With which of these calls do the two threads keep only one core busy?',
    choices: [
      { text: 'With none: code in C needs no GIL', agrees: false },
      { text: 'With sha256 of a large block, zlib.compress and reading a file', agrees: false },
      { text: 'With all of them: threads in Python always need the GIL', agrees: false },
      { text: 'With json.loads, re.findall and sha256 of a small block', agrees: true },
    ],
  },
  why: [
    'Code in C that uses Python objects, such as json and re, has to hold the GIL.',
    'Code that works for long on plain bytes releases it first; for a small block the release would cost more than it gains.',
  ],
  change: [
    ['demo gil-release --call module:function', 'does a function of your own hold the GIL?'],
    ['demo gil-release --python 3.14t', 'a build without a GIL: which calls keep two cores busy there?'],
  ],
  needsGil: true,
};
