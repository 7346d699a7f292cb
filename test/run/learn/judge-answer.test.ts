import { describe, expect, it } from 'vitest';
import { judgeAnswer } from '../../../src/run/learn/judge-answer.ts';
import { makeClaim, makeMachine, makeObservation, makeResult } from '../../fixtures/builders.ts';
import { makeFigureLesson, makeLesson } from '../../fixtures/lessons.ts';
import { FREE_THREADED, PYTHON } from '../../fixtures/world.ts';

const ran = (outcome: 'holds' | 'fails' | 'inconclusive' | 'skipped', r: number | null = 1, d = 0.01) =>
  makeResult({
    claims: [makeClaim(), makeClaim({ id: 'blue', outcome })],
    trials: [makeObservation(), makeObservation({ label: 'two clouds', r, d })],
  });

const HERE = makeMachine();

describe('a choice', () => {
  it.each([
    ['holds', 0, 0, true],
    ['holds', 1, 0, false],
    ['holds', null, 0, null],
    ['fails', 0, null, false],
    ['fails', 1, null, null],
    ['inconclusive', 0, null, null],
    ['skipped', 0, null, null],
  ] as const)('where the claim %s: %s is held against %s: %s', (outcome, prediction, seen, right) => {
    expect(judgeAnswer(makeLesson(), prediction, ran(outcome), HERE)).toMatchObject({ seen, right });
  });

  it('of two is the other one where the claim fails', () => {
    const choices = [
      { text: 'blue', agrees: true },
      { text: 'not blue', agrees: false },
    ];
    const lesson = makeLesson({ question: { kind: 'choice', text: '?', choices } });
    expect(judgeAnswer(lesson, 1, ran('fails'), HERE)).toMatchObject({ seen: 1, right: true });
  });

  it('isn’t judged where the experiment has no such claim', () => {
    expect(judgeAnswer(makeLesson(), 0, makeResult(), HERE)).toEqual({
      seen: null,
      right: null,
      claim: null,
      unseen: { kind: 'not-judged', because: ['all 1 claims hold'] },
    });
  });
});

describe('a number', () => {
  it.each([
    [1, 1.02, true],
    [1.3, 1.02, true],
    [2, 1.02, false],
    [1, null, null],
    [null, 1.02, null],
  ])('%s beside %s busy cores: %s', (prediction, r, right) => {
    const judged = judgeAnswer(makeFigureLesson(), prediction, ran('holds', r), HERE);
    expect(judged).toMatchObject({ seen: r, right });
  });

  it('is what was measured where the claim fails, too: it needn’t come out as expected', () => {
    expect(judgeAnswer(makeFigureLesson(), 2, ran('fails', 1.97), HERE)).toMatchObject({
      seen: 1.97,
      right: true,
    });
  });

  it('isn’t judged where the workers were queued: how much they ran is then the neighbours’ doing', () => {
    expect(judgeAnswer(makeFigureLesson(), 1, ran('holds', 0.4, 1.2), HERE)).toMatchObject({
      seen: null,
      right: null,
      unseen: { kind: 'queued', cores: 1.2 },
    });
  });
});

describe('a claim that is another one without a GIL', () => {
  it.each([
    [FREE_THREADED, null, null, { kind: 'no-gil' }],
    [PYTHON, 0, true, null],
  ])('is judged with one alone', (python, seen, right, unseen) => {
    const judged = judgeAnswer(makeLesson({ needsGil: true }), 0, ran('holds'), makeMachine({ python }));
    expect(judged).toMatchObject({ seen, right, unseen });
  });
});

it('is not judged where a claim holds for want of CPUs', () => {
  const one = makeMachine({ allowedCpus: [0] });
  const judged = judgeAnswer(makeLesson({ needsCpus: 2 }), 0, ran('holds'), one);
  expect(judged).toMatchObject({ right: null, unseen: { kind: 'too-few-cpus', needed: 2, usable: 1 } });
});
