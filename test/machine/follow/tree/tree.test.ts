import { describe, expect, it } from 'vitest';
import { FollowedTree } from '../../../../src/machine/follow/tree/tree.ts';
import type { Sysroot } from '../../../../src/machine/sysroot.ts';
import { FakeProc } from '../../../fixtures/fake-proc.ts';

const ASKED = { where: 'moved', isKept: true, statusNs: 0 } as const;

/** A process of two threads, each of which has a child, one of which has one. */
function family(): FakeProc {
  const proc = new FakeProc();
  proc.put({ pid: 10, tid: 10, children: [20] });
  proc.put({ pid: 10, tid: 11, runNs: 11_000, runDelayNs: 110, voluntarySwitches: 11, children: [30] });
  proc.put({ pid: 20, tid: 20, children: [21] });
  for (const pid of [21, 30, 40]) proc.put({ pid, tid: pid });
  return proc;
}

function sampled(proc: FakeProc, root = 10): FollowedTree {
  const tree = new FollowedTree(proc.sysroot, root);
  tree.sample(0, () => ASKED);
  return tree;
}

const tids = (tree: FollowedTree) =>
  tree
    .threads()
    .map(({ tid }) => tid)
    .sort();

describe('a tree that is followed', () => {
  it('holds every thread of the process and of its descendants, and no stranger', () => {
    const tree = sampled(family());
    expect(tids(tree)).toEqual([10, 11, 20, 21, 30]);
    const [thread] = tree.threads().filter(({ tid }) => tid === 11);
    expect(thread).toMatchObject({ pid: 10, comm: 'w1', status: { voluntarySwitches: 11 } });
    expect(thread?.sampled()).toMatchObject({ runNs: 11_000, runDelayNs: 110 });
  });

  it('leaves out a thread that ends while it is read', () => {
    const proc = family();
    proc.put({ pid: 10, tid: 12 });
    const { sysroot } = proc;
    const open = sysroot.open.bind(sysroot);
    sysroot.open = (path, flags) => (path.includes('/12/') ? 'ENOENT' : open(path, flags));
    const tree = sampled(proc);
    expect(tids(tree)).not.toContain(12);
    expect(tree.unfollowed()).toBeNull();
  });

  it('counts all that a thread ran, however rarely it is its turn', () => {
    const proc = new FakeProc();
    proc.put({ pid: 10, tid: 10, runNs: 0 });
    const tree = sampled(proc);
    let ranNs = 0;
    for (let round = 1; round <= 12; round++) {
      proc.put({ pid: 10, tid: 10, runNs: round * 30 });
      ranNs += tree.sample(round * 1000, () => (round % 4 === 0 ? ASKED : null)).ranNs;
    }
    expect(ranNs).toBeCloseTo(12 * 30);
  });

  it('counts of one that is met late, and may have run for long, no more than there was time', () => {
    const proc = new FakeProc();
    proc.put({ pid: 10, tid: 10 });
    const tree = new FollowedTree(proc.sysroot, 10);
    tree.sample(100_000, () => ASKED);
    proc.put({ pid: 10, tid: 11, runNs: 90_000 });
    expect(tree.sample(101_000, () => ASKED, true).ranNs).toBeCloseTo(1000);
  });

  it('is empty where there is no such process', () => {
    const tree = sampled(family(), 99);
    expect([tree.threads(), tree.isThere]).toEqual([[], false]);
  });

  it('is there until its last process has ended, and then keeps what it saw', () => {
    const proc = new FakeProc();
    proc.put({ pid: 10, tid: 10 });
    const tree = sampled(proc);
    expect(tree.isThere).toBe(true);
    proc.end(10, 10);
    tree.sample(1e6, () => ASKED);
    expect(tree.isThere).toBe(false);
    expect(tids(tree)).toEqual([10]);
  });
});

describe('a thread’s name', () => {
  it.each(['a) R 1\nb', 'a)\n', '\n', ') S 1 2 3', ' (x ', '\\n', ''])(
    '%j is read whole and breaks nothing',
    (comm) => {
      const proc = new FakeProc();
      proc.put({ pid: 10, tid: 10, comm, cpu: 1 });
      const tree = sampled(proc);
      proc.put({ pid: 10, tid: 10, comm, cpu: 0, state: 'T', runNs: 5, voluntarySwitches: 3 });
      tree.sample(1e6, () => ASKED);
      expect(tree.threads()[0]).toMatchObject({ comm, cpu: 0, migrations: 1, wasStopped: true, runNs: 5 });
      expect(tree.threads()[0]?.switches('voluntarySwitches')).toBe(3);
    },
  );
});

describe('a thread whose files the kernel refuses to open', () => {
  const refusing = (sysroot: Sysroot, isRefused: (path: string) => boolean, code = 'EMFILE') => {
    const open = sysroot.open.bind(sysroot);
    sysroot.open = (path, flags) => (isRefused(path) ? code : open(path, flags));
  };

  it('is counted, and is there all the same', () => {
    const proc = family();
    refusing(proc.sysroot, (path) => /task\/(11|21)\//.test(path));
    const tree = sampled(proc);
    expect(tids(tree)).toEqual([10, 20]);
    expect(tree.unfollowed()).toEqual({ threads: 2, refusal: 'EMFILE' });
  });

  it('is followed as soon as they open', () => {
    const proc = family();
    let isFull = true;
    refusing(proc.sysroot, () => isFull);
    const tree = sampled(proc);
    expect(tree.unfollowed()?.threads).toBeGreaterThan(0);
    isFull = false;
    tree.sample(1e6, () => ASKED);
    expect(tids(tree)).toContain(11);
    expect(tree.unfollowed()).toBeNull();
  });
});
