import type { Check } from '../model/check.ts';
import { fail, inconclusive, pass } from './verdict.ts';

export const leftBehind: Check = {
  id: 'left-behind',
  title: 'no worker is left behind',
  trial: null,
  lookAt: 'threads',
  judge({ leftBehind: left }) {
    const seen = {
      expected: 'every worker’s thread or process is gone',
      observed: left === null ? 'unknown' : left.length === 0 ? 'all are gone' : left.join(', '),
    };
    if (left === null)
      return inconclusive(seen, 'no worker was run, or their threads can’t be looked up here');
    return left.length === 0
      ? pass(seen, 'their PIDs and TIDs were looked up after their end')
      : fail(seen, 'they are still there');
  },
};
