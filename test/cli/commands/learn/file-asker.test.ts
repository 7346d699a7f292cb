import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileAnswers } from '../../../../src/cli/commands/learn/file-asker.ts';
import { temporaryFolder } from '../../../fixtures/captured.ts';
import { makeFigureLesson, makeLesson } from '../../../fixtures/lessons.ts';

const SKY = makeLesson();
const CLOUDS = { ...makeFigureLesson(), name: 'clouds' };
const RACE = makeLesson({ name: 'race', hasInterleaving: true });
const LESSONS = [SKY, CLOUDS, RACE];

function answersIn(text: string) {
  const file = join(temporaryFolder(), 'answers.json');
  writeFileSync(file, text);
  return fileAnswers(file, LESSONS);
}
const answersOf = (answers: object) => answersIn(JSON.stringify(answers));

describe('answers in a file', () => {
  it.each([
    [{ sky: 1 }, 0],
    [{ sky: 3 }, 2],
    [{ sky: 'green' }, 1],
    [{ sky: null }, null],
    [{ race: 1 }, null],
  ])('%j is the choice %s', async (answers, index) => {
    expect(await answersOf(answers).asker.predict(SKY, [])).toBe(index);
  });

  it('are numbers, and orders of steps', async () => {
    const { asker, answered } = answersOf({ race: { order: 'ABABAB', answer: 2 }, clouds: 1.5 });
    expect(await asker.predict(CLOUDS, [])).toBe(1.5);
    expect(await asker.predict(RACE, [])).toBe(1);
    expect(await asker.order(RACE, [])).toEqual(['A', 'B', 'A', 'B', 'A', 'B']);
    expect(await asker.order(SKY, [])).toBeNull();
    expect(answered).toEqual([CLOUDS, RACE]);
  });

  it.each([
    ['[1]', 'is not a JSON object'],
    ['{}', 'answers no lesson'],
    ['{"sky": 1', 'is not JSON: '],
    ['{"skie": 1}', 'there is no lesson “skie”'],
    ['{"sky": 4}', '“sky”: 4 is none of its answers'],
    ['{"sky": 1.5}', '“sky”: 1.5 is none of its answers'],
    ['{"sky": "blu"}', '“sky”: "blu" is none of its answers'],
    ['{"clouds": "two"}', '“clouds” is answered with a number of cores'],
    ['{"clouds": -1}', '“clouds” is answered with a number of cores'],
    ['{"sky": [1]}', '“sky” has “0”, which is no part of an answer'],
    ['{"race": {"ordr": "AAABBB"}}', '“race” has “ordr”, which is no part of an answer'],
    ['{"race": {"order": "AAABB"}}', '“race”: "AAABB" is no order of two threads’ steps'],
    ['{"race": {"order": "AAAABB"}}', 'is no order of two threads’ steps'],
    ['{"sky": {"order": "AAABBB"}}', '“sky”: "AAABBB" is no order of two threads’ steps'],
  ])('are refused before anything runs: %s', (text, message) => {
    expect(() => answersIn(text)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining(message),
        hint: expect.any(String),
      }),
    );
  });

  it('have to be there', () => {
    expect(() => fileAnswers('/nowhere/answers.json', LESSONS)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('can’t be read: ') }),
    );
  });
});
