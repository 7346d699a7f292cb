import { describe, expect, it } from 'vitest';
import { lineOf, misspelt } from '../../../../../../src/cli/commands/demo/experiment/python/lines.ts';

const lines = {
  judge: 30,
  name: 1,
  names: 2,
  trials: 10,
  'trials["a"]': 11,
  'trials["a"]["workers"]["b c"]': 12,
  'trials["1.5 s"]["engine"]': 13,
};

describe('the line of a field', () => {
  it.each([
    ['trials["a"].workers["b c"] must be a function', 12],
    ['trials["a"].engine must be threads', 11],
    ['trials["b"].engine must be threads', 10],
    ['trials["1.5 s"].engine must be threads', 13],
    ['names must be a text', 2],
    ['name must be a text', 1],
    ['judge().claims must be a dict', 30],
    ['question must be a text', null],
  ])('%s: %s', (message, line) => {
    expect(lineOf(message, lines)).toBe(line);
  });
});

it('a field that is missing may be there under another name', () => {
  const missing = 'trails must be a dict (it is missing)';
  expect(misspelt(missing, lines)).toBe('Line 10 has trials: rename it to trails.');
  expect(misspelt('trials must be a dict (it is 1)', lines)).toBeNull();
  expect(misspelt('hypothesis must be a text (it is missing)', lines)).toBeNull();
});
