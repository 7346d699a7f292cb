import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Strays } from '../../../../src/machine/follow/tree/strays.ts';
import { FollowedTree } from '../../../../src/machine/follow/tree/tree.ts';
import { FakeProc } from '../../../fixtures/fake-proc.ts';

const MARK = 'CONCUR_WATCH=1-2';
const ASKED = { where: 'moved', isKept: true, statusNs: 0 } as const;

/** Processes with their parents, sessions and environments. */
class Processes extends FakeProc {
  add(pid: number, { parent = 1, session = 5, environ = '', state = 'S' } = {}): void {
    this.put({ pid, tid: pid });
    const folder = join(this.sysroot.root, 'proc', `${pid}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'stat'), `${pid} (a) S 1) ${state} ${parent} 0 ${session} 0 0\n`);
    writeFileSync(join(folder, 'environ'), `A=b\0${environ}\0`);
  }

  leave(pid: number): void {
    this.end(pid, pid);
    rmSync(join(this.sysroot.root, 'proc', `${pid}`), { recursive: true });
  }
}

function family(...pids: number[]) {
  return { living: new Set(pids), ever: new Set(pids) };
}

describe('a stray', () => {
  it('is who has the mark, wherever it went, and nobody else', () => {
    const proc = new Processes();
    const strays = new Strays(proc.sysroot, 10, MARK);
    proc.add(4, { environ: MARK });
    proc.add(10, { environ: MARK });
    proc.add(20, { environ: MARK });
    proc.add(21, { environ: 'CONCUR_WATCH=1-3' });
    proc.add(22, { environ: MARK, state: 'Z' });
    // The child of one who is followed, or of a stray, will be named by it.
    proc.add(23, { environ: MARK, parent: 10 });
    proc.add(24, { environ: MARK, parent: 20 });
    expect(strays.find(family(10), true)).toEqual([20]);
    // Those older than the command were there before it.
    expect(strays.find(family(10, 20, 23, 24), true)).toEqual([]);
  });

  it('is who is in a session that one of the program leads, with no mark either', () => {
    const proc = new Processes();
    const strays = new Strays(proc.sysroot, 10, null);
    proc.add(11, { session: 10 });
    expect(strays.find(family(10), true)).toEqual([]);
    proc.add(12, { session: 10 });
    proc.add(13, { session: 9 });
    expect(strays.find(family(10), true)).toEqual([12]);
  });

  it('is looked for now and then, and at the end', () => {
    const proc = new Processes();
    const strays = new Strays(proc.sysroot, 10, MARK);
    strays.find(family(10), false);
    proc.add(20, { environ: MARK });
    expect(strays.find(family(10), false)).toEqual([]);
    expect(strays.find(family(10), true)).toEqual([20]);
  });
});

describe('a tree whose processes leave it', () => {
  const sample = (tree: FollowedTree, atNs: number, isLast = false) => tree.sample(atNs, () => ASKED, isLast);

  it('follows a stray and what it starts, and knows that they left', () => {
    const proc = new Processes();
    proc.add(10, { environ: MARK });
    const tree = new FollowedTree(proc.sysroot, 10, { isNew: true, strays: { mark: MARK } });
    sample(tree, 1e6);
    proc.add(20, { environ: MARK, session: 20 });
    proc.put({ pid: 20, tid: 20, children: [21] });
    proc.add(21, { environ: MARK, parent: 20, session: 20 });
    sample(tree, 2e6, true);
    expect(tree.pids()).toEqual([10, 20, 21]);
    expect([...tree.detached.sinceNs]).toEqual([[20, 2e6]]);
    expect([...tree.detached.left]).toEqual([20, 21]);
    expect([...tree.detached.daemons]).toEqual([20, 21]);
  });

  it('knows a child that went on without its parent from one that somebody of the tree adopted', () => {
    const proc = new Processes();
    proc.add(10);
    proc.put({ pid: 10, tid: 10, children: [20, 30] });
    proc.put({ pid: 20, tid: 20, children: [21] });
    proc.put({ pid: 30, tid: 30, children: [31] });
    for (const pid of [21, 31]) proc.add(pid);
    const tree = new FollowedTree(proc.sysroot, 10, { isNew: true, strays: { mark: null } });
    sample(tree, 1e6);
    proc.end(20, 20);
    proc.end(30, 30);
    proc.add(31, { parent: 10 });
    sample(tree, 2e6);
    expect([...tree.detached.sinceNs]).toEqual([[21, 2e6]]);
    expect([...tree.detached.daemons]).toEqual([]);
  });

  it('tells daemons by their own session, whether or not they were seen with their parents', () => {
    const proc = new Processes();
    proc.add(10, { environ: MARK });
    proc.put({ pid: 10, tid: 10, children: [20] });
    proc.put({ pid: 20, tid: 20, children: [21, 22] });
    proc.add(21, { parent: 20, session: 21 });
    proc.add(22, { parent: 20 });
    const tree = new FollowedTree(proc.sysroot, 10, { isNew: true, strays: { mark: MARK } });
    sample(tree, 1e6);
    proc.end(20, 20);
    proc.add(23, { environ: MARK });
    proc.add(24, { environ: MARK, session: 10 });
    for (const [pid, session] of [
      [21, 21],
      [22, 5],
    ] as const)
      proc.add(pid, { session });
    sample(tree, 2e6, true);
    expect([...tree.detached.left].sort()).toEqual([21, 22, 23, 24]);
    expect([...tree.detached.daemons]).toEqual([21]);
  });
});
