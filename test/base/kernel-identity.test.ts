import { expect, it } from 'vitest';
import { kernelIdentity } from '../../src/base/kernel-identity.ts';

it.each([
  [7, 7, 'PID 7'],
  [7, null, 'PID 7'],
  [7, 9, 'PID 7, TID 9'],
  [null, 9, null],
])('of PID %s and TID %s is %s', (pid, tid, text) => {
  expect(kernelIdentity({ pid, tid })).toBe(text);
});
