import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parallelism } from '../../src/checks/parallelism.ts';
import type { Machine } from '../../src/model/machine/machine.ts';
import type { Observation } from '../../src/model/trial/observation.ts';
import { makeMachine, QUIET } from '../fixtures/builders.ts';
import {
  burners,
  crowded,
  judgedInWords,
  makeCheckSetting,
  makeEvidence,
  NO_DEMANDS,
  throttled,
  untimed,
} from '../fixtures/check-evidence.ts';

function judged(required: number | null, threads: Observation, machine: Partial<Machine> = {}) {
  return judgedInWords(
    parallelism,
    makeEvidence({
      machine: makeMachine(machine),
      demands: { ...NO_DEMANDS, parallelism: required },
      trials: { threads },
    }),
  );
}

const GROUP = '/sys/fs/cgroup/cpu/ci';
const quota = (cpus: number) => ({ quotaCpus: cpus, quotaGroup: GROUP, effectiveCpus: cpus });

describe('where that many cores are kept busy at once', () => {
  it('passes where nobody knows who was queued, too', () => {
    expect(judged(1.9, burners({ d: null }))).toMatchObject({
      outcome: 'pass',
      observed: 'busy 1.95, queued ? (cores)',
    });
    expect(judged(1.9, untimed({ r: 1.2 }))).toMatchObject({ outcome: 'inconclusive' });
  });

  it('passes', () => {
    expect(judged(2, burners())).toEqual({
      outcome: 'pass',
      expected: 'at least 2.00 cores busy',
      observed: 'busy 1.95, queued 0.03 (cores)',
      because: 'that many cores were busy at the same time',
      causes: [],
    });
  });

  it('passes whatever was measured when nothing is required', () => {
    for (const trial of [burners(), crowded(), throttled(0.1), untimed()]) {
      expect(judged(null, trial)).toMatchObject({ outcome: 'pass', expected: 'any number' });
    }
  });

  it.each([
    [1.901, 'pass'],
    [1.899, 'inconclusive'],
  ] as const)('forgives five in a hundred, for no measuring is exact: R %d', (r, outcome) => {
    expect(judged(2, burners({ r, d: 0 })).outcome).toBe(outcome);
  });

  it('passes under a quota that leaves as much as is required', () => {
    expect(judged(1.5, throttled(1.48), quota(1.5)).outcome).toBe('pass');
  });
});

describe('where a limit keeps us from it', () => {
  it('fails whatever was measured when the quota says so, and names it', () => {
    for (const trial of [burners(), crowded(), throttled(0.5), untimed()]) {
      expect(judged(2, trial, quota(0.5))).toMatchObject({
        outcome: 'fail',
        because: `the quota of ${GROUP} allows 0.50 CPUs`,
      });
    }
  });

  it('fails where the machine has no more CPUs', () => {
    expect(judged(4, burners())).toMatchObject({ outcome: 'fail', because: 'this machine has 2 CPUs' });
  });

  it('fails where the affinity mask has fewer', () => {
    expect(judged(4, burners(), { onlineCpus: 8 })).toMatchObject({
      outcome: 'fail',
      because: 'the affinity mask allows 2 of 8 CPUs',
    });
  });

  it('names the quota and how often it stopped us', () => {
    expect(judged(2, throttled(1.2), quota(1.95))).toMatchObject({
      outcome: 'fail',
      because: `the quota of ${GROUP} allows 1.95 CPUs; throttled (CFS bandwidth) in 7 periods`,
    });
  });

  it('fails under a limit that can’t be seen, and says how it is known', () => {
    const idle = burners({ r: 0.5, d: 1.45, kind: 'STARVED', conditions: { ...QUIET, idleCpus: 1.5 } });
    expect(judged(2, idle)).toMatchObject({
      outcome: 'fail',
      because: 'a limit that can’t be seen: 1.50 CPUs were idle meanwhile',
      causes: [{ kind: 'unseen', idleCpus: 1.5 }],
    });
  });

  it('counts no quota as seen that never stopped us', () => {
    expect(judged(2, crowded(), quota(2)).outcome).not.toBe('fail');
  });
});

describe('with busy neighbours', () => {
  it('never fails: too little was got to tell', () => {
    expect(judged(2, crowded())).toMatchObject({
      outcome: 'inconclusive',
      because: 'too few cores were busy to decide: neighbours: others used 1.30 of our 2 CPUs',
    });
  });

  it('never fails where they are in our own group and use up a quota that is large enough', () => {
    const conditions = { ...throttled(0.8).conditions, othersCpus: 1.1, idleCpus: 0 };
    expect(judged(1.9, throttled(0.8, { conditions }), quota(1.95)).outcome).toBe('inconclusive');
  });

  it('passes where most of it was got and the rest was wanted', () => {
    expect(judged(2, crowded({ r: 1.65, d: 0.3 }))).toMatchObject({
      outcome: 'pass',
      because: 'threads were queued for the rest: neighbours: others used 1.30 of our 2 CPUs',
    });
  });

  it.each([
    [1.6, 0.3, 'pass'],
    [1.599, 0.4, 'inconclusive'],
    [1.6, 0.29, 'inconclusive'],
  ] as const)(
    'draws the line at four fifths got and all but a twentieth wanted: R %d, D %d',
    (r, d, outcome) => {
      expect(judged(2, crowded({ r, d })).outcome).toBe(outcome);
    },
  );
});

it('is inconclusive where the kernel keeps no times', () => {
  expect(judged(2, untimed())).toMatchObject({
    outcome: 'inconclusive',
    observed: 'unknown',
    because: 'the kernel doesn’t report how long threads run',
  });
  expect(judged(2, burners({ r: 1.2, d: null })).outcome).toBe('inconclusive');
});

it('never fails without a limit, whatever was measured', () => {
  const cores = fc.double({ min: 0, max: 4, noNaN: true });
  fc.assert(
    fc.property(cores, cores, fc.double({ min: 0.01, max: 2.1, noNaN: true }), (r, d, required) => {
      expect(judged(required, crowded({ r, d })).outcome).not.toBe('fail');
      expect(judged(required, burners({ r, d })).outcome).not.toBe('fail');
    }),
  );
});

it('never passes for more than was kept busy and wanted together', () => {
  const cores = fc.double({ min: 0, max: 4, noNaN: true });
  fc.assert(
    fc.property(cores, cores, (r, d) => {
      const evidence = makeEvidence({
        machine: makeMachine({ effectiveCpus: 8 }),
        setting: makeCheckSetting(),
        demands: { ...NO_DEMANDS, parallelism: 3.5 },
        trials: { threads: crowded({ r, d }) },
      });
      if (r + d < 3.3) expect(judgedInWords(parallelism, evidence).outcome).not.toBe('pass');
    }),
  );
});
