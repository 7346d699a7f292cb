import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processes, threads } from '../../src/checks/side-by-side.ts';
import type { Observation } from '../../src/model/trial/observation.ts';
import { QUIET } from '../fixtures/builders.ts';
import {
  burners,
  crowded,
  deadWorker,
  judgedInWords,
  makeCheckSetting,
  makeEvidence,
  throttled,
  untimed,
} from '../fixtures/check-evidence.ts';

describe.each([
  ['threads', threads],
  ['processes', processes],
] as const)('%s', (name, check) => {
  const judged = (trial: Observation, setting = makeCheckSetting()) =>
    judgedInWords(check, makeEvidence({ setting, trials: { [name]: trial } }));

  it('takes its evidence from its own trial', () => {
    expect([check.id, check.trial, check.title]).toEqual([name, name, `${name} run in parallel`]);
  });

  it('passes where they ran at the same instant', () => {
    expect(judged(burners())).toEqual({
      outcome: 'pass',
      expected: 'busy + queued at least 1.60 cores',
      observed: 'busy 1.95, queued 0.03 (cores), PARALLEL',
      because: 'they ran at the same time',
      causes: [],
    });
  });

  it('passes where they ran at the same instant and nobody knows who was queued, and is open where they did not', () => {
    expect(judged(burners({ d: null }))).toMatchObject({
      outcome: 'pass',
      observed: 'busy 1.95, queued ? (cores), PARALLEL',
    });
    expect(judged(untimed({ r: 1.2 }))).toMatchObject({
      outcome: 'inconclusive',
      because: 'the kernel doesn’t report how long threads run',
    });
  });

  it('fails where they took turns on a quiet machine', () => {
    expect(judged(burners({ r: 1, d: 0.02, kind: 'SERIALISED' }))).toMatchObject({
      outcome: 'fail',
      observed: 'busy 1.00, queued 0.02 (cores), SERIALISED',
      because: 'they did not want that many cores at the same time',
    });
  });

  it('passes beside busy neighbours: ready to run is as good as running', () => {
    expect(judged(crowded())).toMatchObject({
      outcome: 'pass',
      because: 'they were ready to run at the same time; neighbours: others used 1.30 of our 2 CPUs',
    });
  });

  it('passes under a quota, and names it', () => {
    expect(judged(throttled(0.5))).toMatchObject({
      outcome: 'pass',
      because: 'they were ready to run at the same time; quota: throttled (CFS bandwidth) in 7 periods',
    });
  });

  it('is inconclusive where they wanted less beside busy neighbours', () => {
    expect(judged(crowded({ r: 0.6, d: 0.5, kind: 'MIXED' }))).toMatchObject({
      outcome: 'inconclusive',
      because: 'neighbours: others used 1.30 of our 2 CPUs',
    });
  });

  it('is inconclusive after a pause', () => {
    const paused = burners({ r: 0.9, d: 0, kind: 'MIXED', conditions: { ...QUIET, longestPauseNs: 2e9 } });
    expect(judged(paused).outcome).toBe('inconclusive');
    const stopped = burners({ r: 0.9, d: 0, kind: 'MIXED', conditions: { ...QUIET, sawStopped: true } });
    expect(judged(stopped).outcome).toBe('inconclusive');
  });

  it('is inconclusive where the hypervisor took the time', () => {
    const stolen = burners({ r: 0.9, d: 0.1, kind: 'MIXED', conditions: { ...QUIET, steal: 0.3 } });
    expect(judged(stolen).outcome).toBe('inconclusive');
  });

  it.each([
    [1.0, 0.6, 'pass'],
    [1.0, 0.599, 'fail'],
  ] as const)('draws the line at four fifths of the workers: R %d, D %d', (r, d, outcome) => {
    expect(judged(burners({ r, d, kind: 'MIXED' })).outcome).toBe(outcome);
  });

  it('is inconclusive where the kernel keeps no times', () => {
    expect(judged(untimed())).toMatchObject({
      outcome: 'inconclusive',
      observed: 'unknown, unknown',
      because: 'the kernel doesn’t report how long threads run',
    });
  });

  it('is inconclusive on one CPU', () => {
    expect(judged(burners(), makeCheckSetting({ cpus: [1] }))).toMatchObject({
      outcome: 'inconclusive',
      because: 'one usable CPU: nothing can run in parallel',
    });
  });

  it('fails where a worker died, whatever was measured, and names it', () => {
    const workers = [deadWorker('threads 1', 'out of memory'), deadWorker('threads 2', 'exited with code 7')];
    for (const trial of [burners({ workers }), crowded({ workers }), untimed({ workers })]) {
      expect(judged(trial)).toMatchObject({
        outcome: 'fail',
        because: 'threads 1: out of memory; threads 2: exited with code 7',
      });
    }
  });

  it('never fails without deaths on a disturbed machine', () => {
    const cores = fc.double({ min: 0, max: 4, noNaN: true });
    const kind = fc.constantFrom('PARALLEL', 'STARVED', 'SERIALISED', 'WAITING', 'MIXED');
    fc.assert(
      fc.property(cores, cores, kind, (r, d, named) => {
        expect(judged(crowded({ r, d, kind: named })).outcome).not.toBe('fail');
      }),
    );
  });

  it('concludes nothing from one worker: parallelism needs two', () => {
    const [alone] = burners().workers;
    const trial = burners({ r: 0.99, d: 0, workers: alone === undefined ? [] : [alone] });
    expect(judged(trial, makeCheckSetting({ workers: 1 })).outcome).toBe('inconclusive');
  });
});
