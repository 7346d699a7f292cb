import type { Check } from '../model/check/check.ts';
import type { Observation } from '../model/trial/observation.ts';
import { seenOnOwnCpu } from '../scenario-api/judge/claims.ts';
import { fail, inconclusive, pass, type Seen } from './verdict.ts';

export const pinning: Check = {
  id: 'pinning',
  title: 'workers can be pinned, and the kernel confirms it',
  trial: 'threads',
  judge({ trials }) {
    const { workers } = trials.threads as Observation;
    const applied = workers.filter(({ pin }) => pin.state === 'held').length;
    const onOwnCpu = seenOnOwnCpu(workers);
    const seen: Seen = {
      expected: { kind: 'masks', workers: workers.length },
      observed: { kind: 'masks', applied, onOwnCpu },
    };
    const rejected = workers.find(({ pin }) => pin.state === 'refused');
    if (rejected !== undefined)
      return fail(seen, { kind: 'pin-rejected', worker: rejected.name, why: rejected.pin.why });
    if (applied < workers.length) {
      const unpinned = workers.find(({ pin }) => pin.state !== 'held');
      return inconclusive(seen, { kind: 'not-pinned', why: unpinned?.pin.why ?? null });
    }
    if (onOwnCpu.outcome === 'fails') return fail(seen, 'seen-elsewhere');
    return onOwnCpu.outcome === 'holds'
      ? pass(seen, 'masks-and-samples-agree')
      : inconclusive(seen, 'no-cpu-sample');
  },
};
