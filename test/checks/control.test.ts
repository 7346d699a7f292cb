import { describe, expect, it } from 'vitest';
import { control } from '../../src/checks/control.ts';
import type { Kind, Observation } from '../../src/model/trial/observation.ts';
import { BUSY, makeObservation, makeWorker, QUIET } from '../fixtures/builders.ts';
import { deadWorker, judgedInWords, makeEvidence } from '../fixtures/check-evidence.ts';

const KINDS: Kind[] = ['PARALLEL', 'STARVED', 'WAITING', 'MIXED'];

/** Two threads that hand one lock to each other. */
function locked(overrides: Partial<Observation> = {}): Observation {
  const holder = { voluntarySwitches: 150, runNs: 0.5e9, runDelayNs: 0.01e9 };
  return makeObservation({
    label: 'one lock for two threads',
    r: 1,
    d: 0.02,
    kind: 'SERIALISED',
    workers: [
      makeWorker({ ...holder, name: 'holder 1' }),
      makeWorker({ ...holder, name: 'holder 2', tid: 102 }),
    ],
    ...overrides,
  });
}

function judged(lock: Observation) {
  return judgedInWords(control, makeEvidence({ trials: { lock } }));
}

it('passes where the lock is told', () => {
  expect(judged(locked())).toEqual({
    outcome: 'pass',
    expected: 'SERIALISED',
    observed: 'SERIALISED, busy 1.00, queued 0.02 (cores)',
    because: 'two threads that share one lock run one at a time',
    causes: [],
  });
});

it('passes beside busy neighbours where the lock is told', () => {
  expect(judged(locked({ r: 0.3, d: 0.65, conditions: BUSY })).outcome).toBe('pass');
});

describe.each(KINDS)('where the lock looks %s', (kind) => {
  it('fails on a quiet machine: no verdict on it is worth anything', () => {
    expect(judged(locked({ r: 1.9, d: 0.05, kind }))).toMatchObject({
      outcome: 'fail',
      observed: `${kind}, busy 1.90, queued 0.05 (cores)`,
      because: 'the evidence of this machine doesn’t show a lock: its verdicts are not reliable',
    });
  });

  it('is inconclusive beside busy neighbours', () => {
    expect(judged(locked({ r: 0.4, d: 0.2, kind, conditions: BUSY }))).toMatchObject({
      outcome: 'inconclusive',
      because: 'the machine was busy with other things',
    });
  });

  it('is inconclusive after a pause', () => {
    expect(judged(locked({ kind, conditions: { ...QUIET, sawStopped: true } })).outcome).toBe('inconclusive');
  });
});

it('is inconclusive where the kernel keeps no times', () => {
  expect(judged(locked({ r: null, d: null, kind: null }))).toMatchObject({
    outcome: 'inconclusive',
    observed: 'unknown, unknown',
  });
});

it('fails where a holder died, and names it', () => {
  const workers = [deadWorker('holder 1', 'an injected fault'), makeWorker({ name: 'holder 2' })];
  expect(judged(locked({ workers, conditions: BUSY }))).toMatchObject({
    outcome: 'fail',
    because: 'holder 1: an injected fault',
  });
});

// Seen on a real machine under a tenth of a core: busy 0.08, queued 1.52 (cores), MIXED.
it('is inconclusive where a quota stopped both holders: a waiter that may not run looks ready', () => {
  const conditions = { ...QUIET, throttledPeriods: 50 };
  expect(judged(locked({ r: 0.08, d: 1.52, kind: 'MIXED', conditions })).outcome).toBe('inconclusive');
});
