import { expect, it } from 'vitest';
import { checkNumber, wantsNumber } from '../../../../src/cli/commands/cores/number.ts';

it.each([
  [{ quiet: true }, true],
  [{ format: 'decimal' }, true],
  [{ recommend: true }, false],
  [{}, false],
] as const)('%j asks for a number alone: %s', (options, wanted) => {
  expect(wantsNumber(options)).toBe(wanted);
});

it('an unknown number is an error where it would stand on stdout alone, and no empty line', () => {
  const unknown = expect.objectContaining({ code: 'CAPABILITY_MISSING' });
  expect(() => checkNumber({ quiet: true }, null)).toThrow(unknown);
  expect(() => checkNumber({ format: 'decimal' }, null)).toThrow(unknown);
  for (const options of [{}, { quiet: true, json: true } as const])
    expect(() => checkNumber(options, null)).not.toThrow();
  expect(() => checkNumber({ quiet: true }, 0.5)).not.toThrow();
});
