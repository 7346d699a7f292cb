import { describe, expect, it } from 'vitest';
import { interleave } from '../../../src/model/interleaving.ts';
import { codeLines } from '../../../src/report/learn/code-text.ts';
import { interleavingLines, orderLines } from '../../../src/report/learn/interleaving-text.ts';
import {
  answerLines,
  choiceLines,
  enlarged,
  questionLines,
  scoreText,
  titleLines,
} from '../../../src/report/learn/lesson-text.ts';
import { makeLesson, makeTaken } from '../../fixtures/lessons.ts';
import { ASCII_ONLY, PLAIN, unbroken, widest } from '../../fixtures/text.ts';

const at = (width: number) => ({ palette: PLAIN, width });
const PLACE = { number: 2, of: 14 };
const LOST = interleave(['A', 'B', 'A', 'B', 'A', 'B']);
const CODE = [
  { language: 'Node', text: 'const a = 1;\nconsole.log(a);\n' },
  { language: 'Python', text: 'print(1)\n' },
] as const;

describe('a lesson', () => {
  it('asks with numbered answers', () => {
    expect(titleLines(makeLesson(), PLACE, at(80))).toEqual(['2 of 14: The sky']);
    expect(questionLines(makeLesson(), at(80))).toEqual(['Which colour is the sky?']);
    expect(choiceLines(makeLesson(), at(80))).toEqual(['  1  blue', '  2  green', '  3  red']);
  });

  it('sets the prediction beside what the kernel showed', () => {
    expect(answerLines(makeLesson(), makeTaken(), at(80))).toEqual([
      'You said   green',
      'Kernel     blue (it is blue: 470 nm)',
      '✘ not as you said',
      '',
      'Why        Air scatters short waves more than long ones. So what comes from',
      '           everywhere is blue.',
      'Change it  concur demo sky: at dusk: which colour then?',
    ]);
  });

  it.each([
    [{ right: true }, '✔ as you said'],
    [{ right: null, predicted: null }, '? no prediction'],
    [{ right: null, seen: null, unseen: 'it is night' }, '? not decided'],
  ])('says %j as %s', (taken, verdict) => {
    expect(answerLines(makeLesson(), makeTaken(taken), at(80))).toContain(verdict);
  });

  it('says why something can’t be told here, and what none of the answers is', () => {
    const kernel = (taken: Parameters<typeof makeTaken>[0]) =>
      answerLines(makeLesson(), makeTaken(taken), at(200))[1];
    expect(kernel({ unseen: 'it is night' })).toBe('Kernel     it can’t be told here: it is night');
    expect(kernel({ claim: null, unseen: 'no window' })).toContain('no window');
    expect(kernel({ seen: null })).toContain('none of these (it is blue: 470 nm)');
    expect(kernel({ seen: 1.0234 })).toContain('1.02 cores (');
  });

  it.each([20, 40, 80])('fits %i columns, and loses nothing', (width) => {
    const text = (columns: number) =>
      [
        ...titleLines(makeLesson({ title: 'The sky by day, and the sky by night' }), PLACE, at(columns)),
        ...questionLines(makeLesson(), at(columns)),
        ...orderLines(at(columns)),
        ...choiceLines(makeLesson(), at(columns)),
        ...answerLines(makeLesson(), makeTaken(), at(columns)),
        ...interleavingLines(LOST, at(columns)),
      ].join('\n');
    expect(widest(text(width))).toBeLessThanOrEqual(width);
    const isTable = /^(step|[AB]:)/;
    const words = (columns: number) =>
      unbroken(
        text(columns)
          .split('\n')
          .filter((line) => !isTable.test(line))
          .join('\n'),
      );
    if (width >= 40) expect(words(width)).toBe(words(200));
  });

  it('is in ASCII where there is no more', () => {
    const lines = answerLines(makeLesson(), makeTaken({ unseen: 'it’s night' }), {
      palette: ASCII_ONLY,
      width: 80,
    });
    expect(lines.join('\n')).toMatch(/^[\n -~]+$/);
  });

  it('is printed large for a room', () => {
    expect(enlarged(['The sky', '', 'is blue'], at(80))).toEqual(['The sky', '', 'is blue', '']);
  });

  it('counts what came out as predicted', () => {
    expect(scoreText({ right: 2, judged: 3 }, 3)).toBe('2 of 3 predictions came out as you said.');
    expect(scoreText({ right: 1, judged: 1 }, 3)).toBe(
      '1 of 1 prediction came out as you said. 2 lessons not decided.',
    );
    expect(scoreText({ right: 0, judged: 0 }, 1)).toBe('1 lesson not decided.');
  });
});

describe('the interleaving', () => {
  it('is shown step by step, with what became of the additions', () => {
    const lines = interleavingLines(LOST, at(80));
    expect(lines.slice(0, 3)).toEqual([
      'step      A has  B has  counter',
      'A: load       0      -        0',
      'B: load       0      0        0',
    ]);
    expect(lines.slice(7).join(' ')).toContain('One addition is lost');
    expect(
      interleavingLines(interleave(['A', 'A', 'A', 'B', 'B', 'B']), at(80))
        .slice(7)
        .join(' '),
    ).toContain('Both additions count');
  });
});

describe('the code', () => {
  it('stands side by side', () => {
    expect(codeLines(CODE, at(80))).toEqual([
      '# Node           # Python',
      'const a = 1;     print(1)',
      'console.log(a);',
    ]);
  });

  it('stands below each other where that is too wide', () => {
    expect(codeLines(CODE, at(20))).toEqual([
      '# Node',
      'const a = 1;',
      'console.log(a);',
      '',
      '# Python',
      'print(1)',
    ]);
  });
});
