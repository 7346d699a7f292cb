import { describe, expect, it } from 'vitest';
import { descendants, readProcessTree } from '../../src/machine/process-tree.ts';
import { captured, type Tree } from '../fixtures/captured.ts';

/** One thread as /proc has it. */
function thread(pid: number, tid: number, children = ''): Tree {
  const folder = `/proc/${pid}/task/${tid}`;
  return {
    [`${folder}/schedstat`]: `${tid * 1000} ${tid * 10} 7\n`,
    [`${folder}/status`]: `Name:\tx\nvoluntary_ctxt_switches:\t${tid}\nnonvoluntary_ctxt_switches:\t0\n`,
    [`${folder}/stat`]: `${tid} (a (b) c) R 1 ${'0 '.repeat(17)}${tid + 5000} 0\n`,
    [`${folder}/children`]: children,
  };
}

const FAMILY = {
  ...thread(10, 10, '20 '),
  ...thread(10, 11, '30 '),
  ...thread(20, 20, '21 '),
  ...thread(21, 21),
  ...thread(30, 30),
  ...thread(40, 40),
};

describe('a process tree', () => {
  it('holds the children that any of its threads has started, and theirs', () => {
    expect(descendants(captured(FAMILY), 10).sort()).toEqual([20, 21, 30]);
  });

  it('gives the clocks of every thread in it, and of no stranger', () => {
    const threads = readProcessTree(captured(FAMILY), 10);
    expect(threads.map(({ tid }) => tid).sort()).toEqual([10, 11, 20, 21, 30]);
    expect(threads.find(({ tid }) => tid === 11)).toEqual({
      pid: 10,
      tid: 11,
      startTicks: 5011,
      runNs: 11_000,
      runDelayNs: 110,
      voluntarySwitches: 11,
    });
  });

  it('leaves out a thread that ends while it is read', () => {
    const { '/proc/10/task/11/schedstat': _gone, ...rest } = FAMILY;
    expect(readProcessTree(captured(rest), 10).map(({ tid }) => tid)).not.toContain(11);
  });

  it('is empty where there is no such process', () => {
    expect(readProcessTree(captured(FAMILY), 99)).toEqual([]);
  });
});
