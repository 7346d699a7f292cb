import { expect, it } from 'vitest';
import { Gate } from '../../../src/base/gate.ts';
import { MonotonicClock, sleep } from '../../../src/base/time/clock.ts';
import { VirtualClock } from '../../../src/base/time/virtual-clock.ts';

it('counts from its epoch and never goes back', () => {
  const clock = new MonotonicClock(process.hrtime.bigint() - 5_000_000_000n);
  const first = clock.nowNs();
  expect(first).toBeGreaterThanOrEqual(5e9);
  expect(clock.nowNs()).toBeGreaterThanOrEqual(first);
});

it('lets virtual timers go off in the order of their times, whatever order they were set in', async () => {
  const clock = new VirtualClock();
  const log: string[] = [];
  const note = (name: string) => () => log.push(`${name} at ${clock.nowNs() / 1e6}`);
  clock.after(300, note('third'));
  clock.after(100, note('first'));
  clock.after(200, note('second'));
  await sleep(clock, 400);
  expect(log).toEqual(['first at 100', 'second at 200', 'third at 300']);
  expect(clock.nowNs()).toBe(400e6);
});

it('never calls a virtual timer that was cancelled', async () => {
  const clock = new VirtualClock();
  let calls = 0;
  const cancel = clock.after(10, () => calls++);
  clock.after(20, () => calls++);
  cancel();
  await sleep(clock, 30);
  expect(calls).toBe(1);
});

it('lets a virtual timer set another one on the way', async () => {
  const clock = new VirtualClock();
  const times: number[] = [];
  const tick = () => {
    times.push(clock.nowNs() / 1e6);
    if (times.length < 3) clock.after(50, tick);
  };
  clock.after(50, tick);
  await sleep(clock, 1000);
  expect(times).toEqual([50, 100, 150]);
});

it('has no time pass while work is still being done', async () => {
  const clock = new VirtualClock();
  let seenNs = -1;
  clock.after(1000, () => {});
  await Promise.resolve().then(() => {
    seenNs = clock.nowNs();
  });
  expect(seenNs).toBe(0);
});

it('opens a gate once and for all', async () => {
  const gate = new Gate();
  const passed: string[] = [];
  const early = gate.opened.then(() => passed.push('early'));
  gate.open();
  gate.open();
  await early;
  await gate.opened.then(() => passed.push('late'));
  expect(passed).toEqual(['early', 'late']);
});
