import { describe, expect, it } from 'vitest';
import { lineOf } from '../../../../../../src/cli/commands/demo/experiment/python/lines.ts';

const lines = {
  judge: 30,
  name: 1,
  names: 2,
  trials: 10,
  'trials["a"]': 11,
  'trials["a"].workers["b c"]': 12,
};

describe('the line of a field', () => {
  it.each([
    ['trials["a"].workers["b c"] must be a function', 12],
    ['trials["a"].engine must be threads', 11],
    ['trials["b"].engine must be threads', 10],
    ['names must be a text', 2],
    ['name must be a text', 1],
    ['judge().claims must be a dict', 30],
    ['question must be a text', null],
  ])('%s: %s', (message, line) => {
    expect(lineOf(message, lines)).toBe(line);
  });
});
