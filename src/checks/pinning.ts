import { countOf } from '../base/units.ts';
import type { Check } from '../model/documents/check.ts';
import type { Observation } from '../model/trial/observation.ts';
import { seenOnOwnCpu } from '../scenario-api/judge/claims.ts';
import { fail, inconclusive, pass } from './verdict.ts';

export const pinning: Check = {
  id: 'pinning',
  title: 'workers can be pinned, and the kernel confirms it',
  trial: 'threads',
  judge({ trials }) {
    const { workers } = trials.threads as Observation;
    const applied = workers.filter(({ pin }) => pin.state === 'held').length;
    const onOwnCpu = seenOnOwnCpu(workers);
    const seen = {
      expected: `${countOf(workers.length, 'mask')} read back as requested, each worker only on its own CPU`,
      observed: `${countOf(applied, 'mask')} applied, on its own CPU in ${onOwnCpu.observed}`,
    };
    const rejected = workers.find(({ pin }) => pin.state === 'refused');
    if (rejected !== undefined) return fail(seen, `${rejected.name}: ${rejected.pin.why}`);
    if (applied < workers.length)
      return inconclusive(seen, workers.find(({ pin }) => pin.state !== 'held')?.pin.why ?? 'unknown');
    if (onOwnCpu.outcome === 'fails') return fail(seen, 'a worker ran on another CPU than its own');
    return onOwnCpu.outcome === 'holds'
      ? pass(seen, 'masks and samples agree')
      : inconclusive(seen, 'there is no sample of a worker’s CPU');
  },
};
