import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHECKS } from '../../src/checks/index.ts';
import { CHECK_TRIALS } from '../../src/model/check/check.ts';
import type { Observation } from '../../src/model/trial/observation.ts';
import { BUSY, makeMachine } from '../fixtures/builders.ts';
import {
  burners,
  crowded,
  judgedInWords,
  makeEvidence,
  NO_DEMANDS,
  outcomeOf,
} from '../fixtures/check-evidence.ts';
import { daemonWorld } from '../fixtures/worlds/daemon.ts';

/** Files beside the checks that are none. */
const NO_CHECKS = ['index.ts', 'trials.ts', 'verdict.ts'];

it('has each check of its folder once', () => {
  const folder = new URL('../../src/checks/', import.meta.url);
  const files = readdirSync(folder).filter((file) => !NO_CHECKS.includes(file));
  const ids = CHECKS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(
    files
      .flatMap((file) => (file === 'side-by-side.ts' ? ['threads', 'processes'] : [file.replace('.ts', '')]))
      .toSorted(),
  );
});

it('needs only trials that can be planned', () => {
  for (const { trial } of CHECKS) {
    if (trial !== null) expect(CHECK_TRIALS).toContain(trial);
  }
});

const lock = { r: 1, d: 0.02, kind: 'SERIALISED' } as const;
const daemon = daemonWorld()[0] as Observation;

it('passes all of them on a quiet machine of as many CPUs as required', () => {
  const demands = { cpus: 2, parallelism: 2, maxClaimedRatio: 1.25 };
  const trials = { threads: burners(), processes: burners(), lock: burners(lock), daemon };
  for (const check of CHECKS) {
    const verdict = judgedInWords(check, makeEvidence({ demands, trials, leaked: [] }));
    expect({ id: check.id, ...verdict }).toMatchObject({ id: check.id, outcome: 'pass' });
    for (const text of [verdict.expected, verdict.observed, verdict.because]) expect(text).not.toBe('');
  }
});

it('fails none of them on a machine of as many CPUs as required whose neighbours take what they can', () => {
  const demands = { cpus: 2, parallelism: 2, maxClaimedRatio: 1.25 };
  const mixed = crowded({ r: 0.3, d: 0.4, kind: 'MIXED' });
  const trials = { threads: mixed, processes: mixed, lock: mixed, daemon: { ...daemon, conditions: BUSY } };
  for (const check of CHECKS) {
    expect([check.id, outcomeOf(check, { demands, trials, leaked: [] })]).not.toContain('fail');
  }
});

it('fails no check that measures for CPUs that aren’t there when nothing is required', () => {
  const half = makeMachine({ quotaCpus: 0.5, quotaGroup: '/g', effectiveCpus: 0.5 });
  const [cpus, parallelism] = CHECKS;
  const told = { machine: half, demands: NO_DEMANDS, trials: { threads: burners() } };
  expect(cpus && outcomeOf(cpus, told)).toBe('pass');
  expect(parallelism && outcomeOf(parallelism, told)).toBe('pass');
});
