import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/model/trial/observation.ts';
import { makeMachine, makeSetting, NO_TASKSET } from '../fixtures/builders.ts';
import { claimsThat, judged, scenarioNamed, withWorkers, worldOf } from '../fixtures/worlds.ts';

const NAMES = ['smt', 'core-to-core', 'false-sharing'];
const holdsIn = (name: string) => worldOf(name).holds();

describe.each(NAMES)('%s', (name) => {
  const { machine = makeMachine(), setting = {}, opposites } = worldOf(name);

  it('refutes nothing where workers could not be pinned', () => {
    const unpinned = (trials: readonly Observation[]) =>
      trials.map((trial) => withWorkers(trial, () => ({ pin: NO_TASKSET })));
    expect(judged(name, unpinned(holdsIn(name))).outcome).toBe('inconclusive');
  });

  it('takes what samples say in a virtual machine for the host’s doing', () => {
    const virtual = { ...machine, isVirtual: true };
    const aboutTimes = ['cores-work', 'siblings-work', 'siblings-less', 'farther', 'nearer', 'apart-faster'];
    for (const change of Object.values(opposites)) {
      const failed = claimsThat('fails', judged(name, change(holdsIn(name)), setting, virtual));
      expect(failed.filter((id) => aboutTimes.includes(id))).toEqual([]);
    }
  });

  it('knows nothing from workers that found nothing out', () => {
    const silent = holdsIn(name).map((trial) => withWorkers(trial, () => ({ finding: null })));
    const failed = claimsThat('fails', judged(name, silent));
    expect(failed.filter((id) => id !== 'all-pairs')).toEqual([]);
  });

  it('plans no more than eight workers on a thousand CPUs', () => {
    const cpus = Array.from({ length: 1024 }, (_, cpu) => cpu);
    const big = makeMachine({
      allowedCpus: cpus,
      siblingGroups: cpus.slice(512).map((cpu) => [cpu - 512, cpu]),
    });
    const { trials } = scenarioNamed(name).plan(big, makeSetting({ cpus }));
    expect(Math.max(...trials.map(({ slots }) => slots.length))).toBeLessThanOrEqual(8);
  });
});

describe('on two CPUs of one core', () => {
  const oneCore = makeMachine({ siblingGroups: [[0, 1]] });

  it('smt asks siblings alone, and says why', () => {
    const { trials, skipped } = scenarioNamed('smt').plan(oneCore, makeSetting());
    expect(trials.map(({ label }) => label)).toContain('Node, siblings');
    expect(skipped).toContainEqual({ label: 'Node, two cores', why: 'all usable CPUs belong to one core' });
    const labels = trials.map(({ label }) => label);
    const rest = holdsIn('smt').filter(({ label }) => labels.includes(label));
    expect(judged('smt', rest, {}, oneCore)).toMatchObject({ outcome: 'holds' });
  });

  it('false-sharing is skipped', () => {
    expect(scenarioNamed('false-sharing').plan(oneCore, makeSetting()).trials).toEqual([]);
    expect(judged('false-sharing', [], {}, oneCore).outcome).toBe('skipped');
  });
});

it('smt skips siblings by name where there are none', () => {
  const { skipped } = scenarioNamed('smt').plan(makeMachine(), makeSetting());
  expect(skipped).toContainEqual({
    label: 'Node, siblings',
    why: 'SMT is off, or no core has two usable CPUs',
  });
});

it('false-sharing is inconclusive where the two hardly ran at the same time', () => {
  const seldom = holdsIn('false-sharing').map((trial) =>
    withWorkers(trial, ({ finding }) => ({
      finding: { ...(finding as object), together: { samples: 19, medianNs: 1, fastNs: 1 } },
    })),
  );
  expect(claimsThat('inconclusive', judged('false-sharing', seldom))).toEqual(['apart-faster']);
});

it('core-to-core draws each pair, and those that never got there', () => {
  const { tables } = judged('core-to-core', holdsIn('core-to-core'));
  expect(tables[0]?.columns.map(({ title }) => title)).toEqual(['from CPU', 'to 0', 'to 1', 'to 2', 'to 3']);
  expect(tables[0]?.rows[0]).toEqual(['0', '6.0', '62.0', '14.0', '63.0']);
});

it('smt tells the work of two beside that of one', () => {
  const { tables } = judged('smt', holdsIn('smt'));
  // Two at 1.45 ns beside one at 1.4 ns; two siblings at 2.4 ns; two chains at 1.15 ns beside one at 1.1 ns.
  expect(tables[0]?.rows.map((row) => row.at(-1))).toEqual(['-', '-', '1.93', '1.17', '-', '1.91', '-']);
});
