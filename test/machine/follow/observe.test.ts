import { describe, expect, it } from 'vitest';
import { totalsOf } from '../../../src/machine/follow/observe.ts';
import { FollowedTree } from '../../../src/machine/follow/tree/tree.ts';
import { FakeProc, type FakeThread } from '../../fixtures/fake-proc.ts';

const MS = 1e6;
const ASKED = { where: 'moved', isKept: false, statusNs: 0 } as const;
/** The main thread, so that there is a process. */
const MAIN: FakeThread = { pid: 1, tid: 1 };

const thread = (tid: number, runMs: number, more: Partial<FakeThread> = {}): FakeThread => ({
  pid: 1,
  tid,
  runNs: runMs * MS,
  ...more,
});

/** Samples these sets of threads, 100 ms apart. A number that goes back is another thread's. */
function totalsAfter(...samples: readonly (readonly FakeThread[])[]) {
  const proc = new FakeProc();
  proc.put(MAIN);
  const tree = new FollowedTree(proc.sysroot, 1, { turns: 1 });
  let before: readonly FakeThread[] = [];
  for (const [index, threads] of samples.entries()) {
    for (const { pid, tid } of before.filter(({ tid }) => !threads.some((each) => each.tid === tid))) {
      proc.end(pid, tid);
    }
    for (const each of threads) proc.put(each);
    tree.sample(index * 100 * MS, () => ASKED);
    before = threads;
  }
  tree.close();
  return totalsOf(tree.threads());
}

describe('what a thread did', () => {
  it('is counted from the first sample on where it had a life before', () => {
    expect(totalsAfter([thread(2, 1000)], [thread(2, 1080)]).runNs).toBe(80 * MS);
  });

  it('is counted from its birth where it came later', () => {
    expect(totalsAfter([], [thread(2, 60)], [thread(2, 150)]).runNs).toBe(150 * MS);
  });

  it('stays counted after its end', () => {
    expect(totalsAfter([thread(2, 0)], [thread(2, 90)], [], []).runNs).toBe(90 * MS);
  });

  it('is not mixed up with what a later thread of the same number did', () => {
    expect(totalsAfter([thread(2, 1000)], [thread(2, 70)])).toMatchObject({ threads: 1, runNs: 70 * MS });
  });

  it('holds its waits for a core and its switches', () => {
    const before = thread(2, 0, { runDelayNs: 5 * MS, voluntarySwitches: 3, runNs: 1 });
    const after = thread(2, 0, { runDelayNs: 55 * MS, voluntarySwitches: 10, runNs: 1 + 40 * MS });
    expect(totalsAfter([before], [after])).toEqual({
      threads: 1,
      lifeNs: 100 * MS,
      runNs: 40 * MS,
      runDelayNs: 50 * MS,
      voluntarySwitches: 7,
    });
  });
});

describe('who counts', () => {
  it('is who was running, or ready to, for a tenth of its time', () => {
    expect(totalsAfter([thread(2, 0), thread(3, 0)], [thread(2, 10), thread(3, 9.9)]).threads).toBe(1);
    expect(totalsAfter([thread(2, 0)], [thread(2, 0, { runDelayNs: 10 * MS })]).threads).toBe(1);
  });

  it('is a short-lived one too, because its own time is short', () => {
    const samples = [[], [thread(2, 50)], [], [], [], [], [], [], [], []];
    expect(totalsAfter(...samples)).toMatchObject({ threads: 1, runNs: 50 * MS });
  });

  it('is nobody where nothing ran', () => {
    const nobody = { threads: 0, lifeNs: 0, runNs: 0, runDelayNs: 0, voluntarySwitches: 0 };
    expect(totalsAfter([thread(2, 5)], [thread(2, 5)])).toEqual(nobody);
    expect(totalsAfter()).toEqual(nobody);
  });
});
