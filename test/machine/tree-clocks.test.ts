import { describe, expect, it } from 'vitest';
import type { ThreadClocks } from '../../src/machine/process-tree.ts';
import { TreeClocks } from '../../src/machine/tree-clocks.ts';

function thread(tid: number, runMs: number, overrides: Partial<ThreadClocks> = {}): ThreadClocks {
  return {
    pid: 1,
    tid,
    startTicks: tid,
    runNs: runMs * 1e6,
    runDelayNs: 0,
    voluntarySwitches: 0,
    ...overrides,
  };
}

/** Looks at these sets of threads, 100 ms apart. */
function totalsOf(...looks: readonly (readonly ThreadClocks[])[]) {
  const clocks = new TreeClocks();
  for (const [index, threads] of looks.entries()) clocks.look(threads, index * 100e6);
  return clocks.totals();
}

describe('what a thread did', () => {
  it('is counted from the first look on where it had a life before', () => {
    expect(totalsOf([thread(1, 1000)], [thread(1, 1080)]).runNs).toBe(80e6);
  });

  it('is counted from its birth where it came later', () => {
    expect(totalsOf([], [thread(1, 60)], [thread(1, 150)]).runNs).toBe(150e6);
  });

  it('stays counted after its end', () => {
    expect(totalsOf([thread(1, 0)], [thread(1, 90)], [], []).runNs).toBe(90e6);
  });

  it('is not mixed up with what a later thread of the same number did', () => {
    const later = thread(1, 70, { startTicks: 99 });
    expect(totalsOf([thread(1, 1000)], [later])).toMatchObject({ threads: 1, runNs: 70e6 });
  });

  it('holds its waits for a core and its switches', () => {
    const before = thread(1, 0, { runDelayNs: 5e6, voluntarySwitches: 3 });
    const after = thread(1, 40, { runDelayNs: 55e6, voluntarySwitches: 10 });
    expect(totalsOf([before], [after])).toEqual({
      threads: 1,
      lifeNs: 100e6,
      runNs: 40e6,
      runDelayNs: 50e6,
      voluntarySwitches: 7,
    });
  });
});

describe('who counts', () => {
  it('is who was running, or ready to, for a tenth of its time', () => {
    expect(totalsOf([thread(1, 0), thread(2, 0)], [thread(1, 10), thread(2, 9.9)]).threads).toBe(1);
    expect(totalsOf([thread(1, 0)], [thread(1, 0, { runDelayNs: 10e6 })]).threads).toBe(1);
  });

  it('is a short-lived one too, because its own time is short', () => {
    const looks = [[], [thread(1, 50)], [], [], [], [], [], [], [], []];
    expect(totalsOf(...looks)).toMatchObject({ threads: 1, runNs: 50e6 });
  });

  it('is nobody where nothing ran', () => {
    expect(totalsOf([thread(1, 5)], [thread(1, 5)])).toEqual({
      threads: 0,
      lifeNs: 0,
      runNs: 0,
      runDelayNs: 0,
      voluntarySwitches: 0,
    });
    expect(new TreeClocks().totals().threads).toBe(0);
  });
});
