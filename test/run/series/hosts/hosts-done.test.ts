import { expect, it } from 'vitest';
import { checkWorked } from '../../../../src/run/series/hosts/hosts-done.ts';

/** What was heard of hosts that have done so many units each. */
const after = (...done: readonly number[]) => {
  const hosts = done.map((units, n) => ({
    ...({
      name: `host ${n}`,
      machine: null,
      cores: 1,
      state: 'here',
      silentMs: 0,
      r: null,
      d: null,
    } as const),
    done: units,
  }));
  return { progress: { done: 10, failed: 0, total: 10, workers: [], hosts } };
};

it('takes figures of as many hosts as they are said to be of, or of fewer', () => {
  expect(() => checkWorked(after(10, 0, 0), 1)).not.toThrow();
  expect(() => checkWorked(after(10, 0), 2)).not.toThrow();
  expect(() => checkWorked({ progress: null }, 1)).not.toThrow();
});

it.each([
  [1, [5, 5], '2 hosts worked where 1 host was to'],
  [2, [5, 4, 1], '3 hosts worked where 2 hosts were to'],
])('takes no figures said to be of %i where %j units were done: %s', (wanted, done, message) => {
  expect(() => checkWorked(after(...done), wanted)).toThrow(
    expect.objectContaining({ code: 'WORKER_FAILED', message }),
  );
});
