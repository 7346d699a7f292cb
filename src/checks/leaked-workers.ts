import type { Check } from '../model/documents/check.ts';
import { fail, inconclusive, pass } from './verdict.ts';

export const leakedWorkers: Check = {
  id: 'leaked-workers',
  title: 'no worker is leaked',
  trial: null,
  fallbackTrial: 'threads',
  judge({ leftBehind: left }) {
    const seen = {
      expected: 'every worker’s thread or process is gone',
      observed: left === null ? 'unknown' : left.length === 0 ? 'all are gone' : left.join(', '),
    };
    if (left === null) return inconclusive(seen, 'no worker ran, or threads can’t be looked up here');
    return left.length === 0
      ? pass(seen, 'PIDs and TIDs were looked up after the workers’ end')
      : fail(seen, 'leaked: they are still alive');
  },
};
