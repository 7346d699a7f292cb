import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planTrial } from '../../src/checks/trials.ts';
import { CHECK_TRIALS } from '../../src/model/check/check.ts';
import { makeMachine } from '../fixtures/builders.ts';
import { makeCheckSetting } from '../fixtures/check-evidence.ts';

describe.each(['threads', 'processes'] as const)('the burners that are %s', (engine) => {
  it('are one on each CPU and compute for the whole time', () => {
    const { slots, label } = planTrial(engine, makeMachine(), makeCheckSetting({ durationMs: 700 }));
    expect(label).toBe(`${engine}, one on each CPU`);
    expect(slots.map((slot) => [slot.name, slot.engine, slot.cpu])).toEqual([
      [`${engine} 1`, engine, 0],
      [`${engine} 2`, engine, 1],
    ]);
    for (const { work } of slots) expect(work.amount).toEqual({ durationMs: 700 });
  });

  it('keep to the CPUs that they are given, whatever their numbers', () => {
    const setting = makeCheckSetting({ cpus: [5, 9], workers: 2 });
    const { slots } = planTrial(engine, makeMachine({ siblingGroups: [[4, 5], [9]] }), setting);
    expect(slots.map(({ cpu }) => cpu)).toEqual([5, 9]);
  });

  it('take a core each before any takes a core’s second thread', () => {
    const machine = makeMachine({
      siblingGroups: [
        [0, 1],
        [2, 3],
      ],
    });
    const { slots } = planTrial(engine, machine, makeCheckSetting({ cpus: [0, 1, 2, 3], workers: 4 }));
    expect(slots.map(({ cpu }) => cpu)).toEqual([0, 2, 1, 3]);
  });

  it('wrap round where there are more of them than CPUs', () => {
    const { slots } = planTrial(engine, makeMachine(), makeCheckSetting({ workers: 5 }));
    expect(slots.map(({ cpu }) => cpu)).toEqual([0, 1, 0, 1, 0]);
  });
});

it('has two threads hand over one lock, on no CPU in particular', () => {
  const { slots } = planTrial('lock', makeMachine(), makeCheckSetting({ durationMs: 700, workers: 64 }));
  expect(slots.map(({ name, engine, cpu }) => [name, engine, cpu])).toEqual([
    ['holder 1', 'threads', null],
    ['holder 2', 'threads', null],
  ]);
  expect(slots[0]?.work).toMatchObject({ params: { holdMs: 5 }, amount: { durationMs: 700 } });
});

it('takes the daemon’s trial from the experiment', () => {
  const { slots, scratch } = planTrial('daemon', makeMachine(), makeCheckSetting());
  expect(slots.map(({ name }) => name)).toEqual(['ref', 'unref', 'detached']);
  expect(scratch).toEqual({ settleMs: 400 });
});

it.each(CHECK_TRIALS)('plans %s for no faults, and work that is there', (name) => {
  const { slots } = planTrial(name, makeMachine(), makeCheckSetting());
  expect(slots.map(({ index }) => index)).toEqual(slots.map((_slot, index) => index));
  for (const { fault, work } of slots) {
    expect(fault).toBeNull();
    expect(existsSync(work.module)).toBe(true);
  }
});
