import type { Check } from '../model/check/check.ts';
import { fail, inconclusive, pass, type Seen } from './verdict.ts';

export const leakedWorkers: Check = {
  id: 'leaked-workers',
  title: 'no worker is leaked',
  isExtra: true,
  trial: null,
  fallbackTrial: 'threads',
  judge({ leaked }) {
    const seen: Seen = { expected: { kind: 'all-gone' }, observed: { kind: 'leaked', workers: leaked } };
    if (leaked === null) return inconclusive(seen, 'unknown-workers');
    return leaked.length === 0 ? pass(seen, 'none-leaked') : fail(seen, 'leaked');
  },
};
