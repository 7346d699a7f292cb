import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coreGroups, placementOf } from '../../../src/machine/cpus/cores.ts';
import { captured, inMemory, type Tree } from '../../fixtures/captured.ts';
import { garbage } from '../../fixtures/garbage.ts';
import { machineTree, masksOnly, withNuls } from '../../fixtures/machines.ts';

const FOLDER = '/sys/devices/system/cpu/cpu0/topology';
const SMT = machineTree({ packages: 2, coresPerPackage: 2, threadsPerCore: 2 });

function placed(files: Tree) {
  const tree = Object.entries(files).map(([name, text]) => [`${FOLDER}/${name}`, text]);
  return placementOf(inMemory(Object.fromEntries(tree)), 0);
}

describe('placementOf', () => {
  it('gives CPUs of one core one key, and CPUs of one package one', () => {
    const at = [0, 1, 4, 5].map((cpu) => placementOf(captured(SMT), cpu));
    // Four cores: CPU 4 is the second thread of core 0, CPU 5 that of core 1.
    expect(at.map(({ siblings }) => siblings)).toEqual([
      [0, 4],
      [1, 5],
      [0, 4],
      [1, 5],
    ]);
    expect(at[0]?.core).toBe(at[2]?.core);
    expect(at[0]?.core).not.toBe(at[1]?.core);
    expect(new Set(at.map((one) => one.package)).size).toBe(1);
    expect(placementOf(captured(SMT), 2).package).not.toBe(at[0]?.package);
  });

  it('reads masks as it reads lists', () => {
    for (const cpu of [0, 3, 7]) {
      expect(placementOf(inMemory(masksOnly(SMT)), cpu)).toEqual(placementOf(inMemory(SMT), cpu));
    }
  });

  it('reads values that end with NULs', () => {
    expect(placementOf(inMemory(withNuls(SMT)), 3)).toEqual(placementOf(inMemory(SMT), 3));
  });

  it('takes the newer names first', () => {
    const sets = { thread_siblings_list: '0-1\n', core_siblings_list: '0-3\n' };
    expect(placed({ ...sets, core_cpus_list: '0,8\n', package_cpus_list: '0,8-9\n' })).toMatchObject({
      siblings: [0, 8],
      package: '0,8,9',
    });
    expect(placed(sets)).toMatchObject({ siblings: [0, 1], package: '0,1,2,3' });
  });

  it('takes the package’s number where no set of its CPUs can be read, but never -1', () => {
    expect(placed({ physical_package_id: '7\n' }).package).toBe('7');
    expect(placed({ physical_package_id: '-1\n' }).package).toBeNull();
    expect(placed({ physical_package_id: '-1\n', core_siblings_list: '0-3\n' }).package).toBe('0,1,2,3');
  });

  it('takes the core’s number within its package where no set of its CPUs can be read', () => {
    const [one, other] = ['0', '1'].map((id) => placed({ core_id: '3\n', physical_package_id: `${id}\n` }));
    expect(one).toMatchObject({ siblings: null, core: expect.any(String) });
    expect(one?.core).not.toBe(other?.core);
  });

  it('keeps dies and clusters of different packages apart, and takes -1 and 65535 for none', () => {
    const [one, other] = ['0', '1'].map((id) =>
      placed({ physical_package_id: `${id}\n`, die_id: '0\n', cluster_id: '2\n' }),
    );
    expect(one?.die).not.toBe(other?.die);
    expect(one?.cluster).not.toBe(other?.cluster);
    expect(placed({ die_id: '-1\n', cluster_id: '65535\n' })).toMatchObject({ die: null, cluster: null });
  });

  it('knows nothing where nothing is', () => {
    const nothing = { siblings: null, core: null, package: null, die: null, cluster: null };
    expect(placed({})).toEqual({ cpu: 0, ...nothing });
    expect(placed({ thread_siblings: '00000000\n', core_siblings: '00000000\n', core_id: '\n' })).toEqual({
      cpu: 0,
      ...nothing,
    });
  });

  it('never throws', () => {
    const names = ['core_cpus_list', 'thread_siblings', 'core_siblings', 'physical_package_id', 'core_id'];
    fc.assert(
      fc.property(fc.array(garbage, { minLength: 7, maxLength: 7 }), (texts) => {
        const files = [...names, 'die_id', 'cluster_id'].map((name, index) => [name, texts[index] as string]);
        const { siblings } = placed(Object.fromEntries(files));
        expect(siblings === null || siblings.length > 0).toBe(true);
      }),
    );
  });
});

describe('coreGroups', () => {
  it('groups by core, by the lowest CPU', () => {
    expect(coreGroups(inMemory(SMT), [0, 1, 2, 3, 4, 5, 6, 7])).toEqual([
      [0, 4],
      [1, 5],
      [2, 6],
      [3, 7],
    ]);
  });

  it('holds only the CPUs that it was asked for', () => {
    expect(coreGroups(inMemory(SMT), [1, 4, 5])).toEqual([[1, 5], [4]]);
  });
});
