import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { UnseenSplit } from '../../../../src/run/watch/follow/unseen-by.ts';
import { FakeProc } from '../../../fixtures/fake-proc.ts';

/** What the kernel charges to processes, in ticks of 10 ms, and what was seen of their threads, in ns. */
function program(isNew: boolean) {
  const { sysroot } = new FakeProc();
  const charged = new Map<number, readonly [own: number, children: number]>();
  const seen = new Map<number, number>();
  const split = new UnseenSplit(sysroot, isNew);
  const follower = {
    attached: () => [...charged.keys()],
    hasLeft: () => false,
    threads: () => [...seen].map(([pid, runNs]) => ({ pid, runNs })) as never,
  };
  return {
    charge(pid: number, own: number, children: number) {
      charged.set(pid, [own, children]);
      const folder = join(sysroot.root, 'proc', `${pid}`);
      mkdirSync(folder, { recursive: true });
      const fields = `${'0 '.repeat(10)}${own} 0 ${children} 0 ${'0 '.repeat(30)}`;
      writeFileSync(join(folder, 'stat'), `${pid} (a) b) S ${fields}\n`);
    },
    end: (pid: number) => charged.delete(pid),
    see: (pid: number, ns: number) => seen.set(pid, ns),
    ask() {
      for (let sample = 0; sample < 4; sample++) split.sample(follower);
    },
    unseen: () => split.unseen(follower),
  };
}

it('threads that nobody saw are what a process used beyond those that were seen', () => {
  const { charge, see, ask, unseen } = program(true);
  charge(1, 100, 0);
  see(1, 0.2e9);
  ask();
  expect(unseen()).toEqual({ threadsNs: 0.8e9, processesNs: 0 });
});

it('processes that nobody saw are what their parents waited for, beyond those that were seen', () => {
  const { charge, see, end, ask, unseen } = program(true);
  charge(1, 10, 0);
  charge(2, 30, 0);
  see(1, 0.1e9);
  see(2, 0.3e9);
  ask();
  end(2);
  charge(1, 10, 130);
  ask();
  expect(unseen()).toEqual({ threadsNs: 0, processesNs: 1e9 });
});

it('what a process used before the watch is no part of it', () => {
  const { charge, see, ask, unseen } = program(false);
  charge(1, 5000, 7000);
  ask();
  charge(1, 5050, 7020);
  see(1, 0.1e9);
  ask();
  expect(unseen()).toEqual({ threadsNs: 0.4e9, processesNs: 0.2e9 });
});
