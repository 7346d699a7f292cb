import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readNodes } from '../../../src/machine/topology/nodes.ts';
import { inMemory } from '../../fixtures/captured.ts';
import { garbage } from '../../fixtures/garbage.ts';
import { machineTree, masksOnly } from '../../fixtures/machines.ts';

const NODE = '/sys/devices/system/node';

it('reads the CPUs of each node', () => {
  const tree = machineTree({ packages: 2, coresPerPackage: 2, threadsPerCore: 2 });
  const nodes = new Map([
    [0, [0, 1, 4, 5]],
    [1, [2, 3, 6, 7]],
  ]);
  expect(readNodes(inMemory(tree))).toEqual(nodes);
  expect(readNodes(inMemory(masksOnly(tree)))).toEqual(nodes);
});

it('keeps the kernel’s numbers, in order, and nodes that are memory alone', () => {
  const sysroot = inMemory({
    [`${NODE}/node10/cpulist`]: '2-3\n',
    [`${NODE}/node2/cpulist`]: '\n',
    [`${NODE}/node2/cpumap`]: '00000000\n',
    [`${NODE}/node0/cpulist`]: '0-1\n',
  });
  expect([...(readNodes(sysroot) ?? [])]).toEqual([
    [0, [0, 1]],
    [2, []],
    [10, [2, 3]],
  ]);
});

it('knows no node where the kernel has no NUMA', () => {
  expect(readNodes(inMemory({}))).toBeNull();
  expect(readNodes(inMemory({ [`${NODE}/possible`]: '0\n', [`${NODE}/nodes/cpulist`]: '0\n' }))).toBeNull();
});

it('never throws', () => {
  fc.assert(
    fc.property(garbage, garbage, (list, mask) => {
      const nodes = readNodes(inMemory({ [`${NODE}/node0/cpulist`]: list, [`${NODE}/node0/cpumap`]: mask }));
      expect([...(nodes?.keys() ?? [])]).toEqual([0]);
    }),
  );
});
