import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainCpus } from '../../../../src/report/words/cores/plain-number.ts';

it.each([
  [1.5, '1.5'],
  [64, '64'],
  [0.001, '0.001'],
  [1.15, '1.15'],
  [2 / 3, '0.6666'],
  [1.99999, '1.9999'],
  [0.00001, '0.0001'],
  [0, '0'],
  [null, ''],
])('writes %s CPUs as %s', (cpus, text) => {
  expect(plainCpus(cpus)).toBe(text);
});

it('never claims more CPUs than there are, in digits alone', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.0001, max: 8192, noNaN: true }), (cpus) => {
      expect(plainCpus(cpus)).toMatch(/^\d+(\.\d{1,4})?$/);
      expect(Number(plainCpus(cpus))).toBeLessThanOrEqual(cpus);
      expect(cpus - Number(plainCpus(cpus))).toBeLessThan(2e-4);
    }),
  );
});
