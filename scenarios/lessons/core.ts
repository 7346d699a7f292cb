import type { Lesson } from '../../src/model/lesson.ts';

export const core: Lesson = {
  name: 'core',
  title: 'A core',
  experiment: 'smt',
  claim: 'cores-work',
  question: {
    kind: 'choice',
    text: 'One worker does a certain amount of work in a second. Now two workers compute at the same time, each on a core of its own. How much work do they do together in a second?',
    choices: [
      { text: 'As much as one: a computer does one thing at a time', agrees: false },
      { text: 'About one and a half times as much as one', agrees: false },
      { text: 'Nearly twice as much as one', agrees: true },
      { text: 'More than twice as much as one', agrees: false },
    ],
  },
  why: [
    'Each core has its own arithmetic units, so two cores calculate at the same instant.',
    'It isn’t quite twice as much, because the cores share the memory, some caches and the power supply.',
  ],
  change: [
    ['cores', 'which CPUs of this machine are cores, and which are two hardware threads of one core?'],
    ['scale -w 1,2,4', 'how much do two workers do, and how much do four?'],
  ],
};
