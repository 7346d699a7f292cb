import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  affinityMask,
  cpuModel,
  installedCpus,
  isolatedCpus,
  isVirtual,
  unpinnedCpus,
} from '../../../src/machine/cpus/cpus.ts';
import { onlineCpus } from '../../../src/machine/cpus/online.ts';
import { captured, inMemory } from '../../fixtures/captured.ts';
import { garbage } from '../../fixtures/garbage.ts';
import { machineTree, onlinePerCpu, withNuls } from '../../fixtures/machines.ts';

const CPU = '/sys/devices/system/cpu';
const SIX = machineTree({ packages: 1, coresPerPackage: 6, threadsPerCore: 1, offline: [1, 4] });

describe('installed and online CPUs', () => {
  it('are told apart', () => {
    const sysroot = captured(SIX);
    expect(installedCpus(sysroot)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(onlineCpus(sysroot)).toEqual([0, 2, 3, 5]);
  });

  it('are told apart by each CPU’s own file where there are no lists', () => {
    const sysroot = captured(onlinePerCpu(SIX));
    expect(installedCpus(sysroot)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(onlineCpus(sysroot)).toEqual([0, 2, 3, 5]);
  });

  it('are told apart in files that end with NULs', () => {
    expect(onlineCpus(inMemory(withNuls(SIX)))).toEqual([0, 2, 3, 5]);
  });

  it('are told apart by each CPU’s own file that ends with NULs', () => {
    expect(onlineCpus(inMemory(withNuls(onlinePerCpu(SIX))))).toEqual([0, 2, 3, 5]);
  });

  it('are in order, though folders are not', () => {
    const folders = [10, 2, 0].map((cpu) => [`${CPU}/cpu${cpu}/online`, '1\n']);
    expect(installedCpus(inMemory(Object.fromEntries(folders)))).toEqual([0, 2, 10]);
  });

  it('do not count folders that are no CPU', () => {
    const sysroot = inMemory({
      [`${CPU}/cpu0/topology/core_id`]: '0\n',
      [`${CPU}/cpufreq/boost`]: '1\n',
      [`${CPU}/cpuidle/current_driver`]: 'none\n',
      [`${CPU}/cpu/microcode`]: '1\n',
      [`${CPU}/cpu1x/online`]: '1\n',
    });
    expect(installedCpus(sysroot)).toEqual([0]);
    expect(onlineCpus(sysroot)).toEqual([0]);
  });

  it('do not count the slots that are only possible', () => {
    expect(installedCpus(captured({ ...SIX, [`${CPU}/possible`]: '0-239\n' }))).toHaveLength(6);
  });

  it('are unknown where sysfs is missing', () => {
    expect(installedCpus(captured({}))).toBeNull();
    expect(onlineCpus(captured({}))).toBeNull();
  });
});

describe('isolated CPUs', () => {
  it('are those that isolcpus names, and none where nobody says', () => {
    expect(isolatedCpus(inMemory({ [`${CPU}/isolated`]: '2-3\n' }))).toEqual([2, 3]);
    expect(isolatedCpus(inMemory({ [`${CPU}/isolated`]: '\n' }))).toEqual([]);
    expect(isolatedCpus(inMemory({}))).toEqual([]);
  });
});

describe('the affinity mask', () => {
  const status = (text: string) => inMemory({ '/proc/self/status': text });

  it('is read from its list', () => {
    expect(affinityMask(status('Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t0,2-3\n'))).toEqual([
      0, 2, 3,
    ]);
  });

  it('is read from its mask where there is no list, as before Linux 2.6.26', () => {
    expect(affinityMask(status('Name:\tnode\nCpus_allowed:\t00000001,0000000d\n'))).toEqual([0, 2, 3, 32]);
  });

  it('is read from a first line too', () => {
    expect(affinityMask(status('Cpus_allowed_list:\t1\n'))).toEqual([1]);
  });

  it('is not taken from the memory nodes, nor from a name', () => {
    expect(affinityMask(status('Name:\tCpus_allowed_list:\t7\nMems_allowed_list:\t0-1\n'))).toBeNull();
  });

  it('is unknown where nothing tells it', () => {
    for (const text of ['', 'Cpus_allowed_list:\t\n', 'Cpus_allowed_list:\tx\n', 'Cpus_allowed:\t0\n']) {
      expect(affinityMask(status(text))).toBeNull();
    }
    expect(affinityMask(inMemory({}))).toBeNull();
  });
});

it('reads the model of the first processor', () => {
  expect(cpuModel(captured(SIX))).toBe('Made-up CPU');
});

it('never throws, whatever the files hold', () => {
  fc.assert(
    fc.property(garbage, garbage, garbage, fc.boolean(), (lists, online, mask, isListed) => {
      const sysroot = inMemory({
        ...(isListed ? { [`${CPU}/present`]: lists, [`${CPU}/online`]: lists } : {}),
        [`${CPU}/isolated`]: lists,
        [`${CPU}/cpu0/online`]: online,
        [`${CPU}/cpu3/online`]: online,
        '/proc/self/status': `Cpus_allowed:\t${mask}\nCpus_allowed_list:\t${mask}\n`,
        '/proc/cpuinfo': mask,
      });
      const sets = [
        installedCpus(sysroot),
        onlineCpus(sysroot),
        isolatedCpus(sysroot),
        affinityMask(sysroot),
      ];
      for (const cpus of sets) {
        expect(cpus === null || cpus.every((cpu) => Number.isInteger(cpu) && cpu >= 0)).toBe(true);
      }
      const model = cpuModel(sysroot);
      expect(model === null || !model.includes('\n')).toBe(true);
    }),
  );
});

describe('a virtual machine', () => {
  const flagged = (flags: string) =>
    captured({ '/proc/cpuinfo': `processor\t: 0\nflags\t\t: ${flags}\nbugs\t: none\n` });

  it('is known by a flag of its CPUs', () => {
    expect(isVirtual(flagged('fpu hypervisor lm'))).toBe(true);
    expect(isVirtual(flagged('fpu lm'))).toBe(false);
  });

  it('is not known where CPUs tell no flags', () => {
    expect(isVirtual(captured({ '/proc/cpuinfo': 'processor\t: 0\nFeatures\t: fp asimd\n' }))).toBeNull();
    expect(isVirtual(captured({}))).toBeNull();
  });
});

describe('threads that are not pinned', () => {
  const on = (allowed: readonly number[], isolated: string) =>
    unpinnedCpus(inMemory({ [`${CPU}/isolated`]: isolated }), allowed);

  it('use the CPUs that are not isolated', () => {
    expect(on([0, 1, 2, 3], '\n')).toBe(4);
    expect(on([0, 1, 2, 3], '2-3\n')).toBe(2);
    expect(on([0, 2, 3], '2-3\n')).toBe(1);
  });

  it('all stay on one where all are isolated', () => {
    expect(on([1, 2, 3], '1-3\n')).toBe(1);
  });

  it('are spread over CPUs whose ticks are off alone', () => {
    const sysroot = inMemory({ [`${CPU}/isolated`]: '\n', [`${CPU}/nohz_full`]: '1-3\n' });
    expect(unpinnedCpus(sysroot, [0, 1, 2, 3])).toBe(4);
  });
});
