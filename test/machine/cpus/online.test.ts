import { describe, expect, it } from 'vitest';
import { readOnline } from '../../../src/machine/cpus/online.ts';
import { readLinux } from '../../../src/machine/read-machine.ts';
import { inMemory, type Tree, V2_MOUNT } from '../../fixtures/captured.ts';
import { changed, machineTree, onlinePerCpu } from '../../fixtures/machines.ts';

const CPU = '/sys/devices/system/cpu';
const HOST = { packages: 1, coresPerPackage: 16, threadsPerCore: 1 };
const upTo = (count: number) => Array.from({ length: count }, (_, cpu) => cpu);

/** A container on a host of 16 CPUs, its own list of CPUs in place of the kernel's. */
function container(allowed: readonly number[], listed: string): Record<string, string> {
  return { ...machineTree({ ...HOST, allowed }), [`${CPU}/online`]: listed };
}

function usable(tree: Tree) {
  const { machine, warnings } = readLinux(inMemory(tree), '');
  return { allowed: machine.allowedCpus, warnings: warnings.map(({ code }) => code) };
}

describe('a list of CPUs that is not the kernel’s', () => {
  it.each([
    ['has none of ours', [5, 9], '0-1\n'],
    ['has one of ours', [1, 5], '0-1\n'],
    ['has fewer than are ours', [0, 1, 2, 3], '0\n'],
    ['has ours alone', [0, 1], '0-1\n'],
  ])('is outweighed by what the kernel shows of each CPU, where it %s', (_, allowed, listed) => {
    const tree = container(allowed, listed);
    expect(readOnline(inMemory(tree)).cpus).toEqual(upTo(16));
    expect(usable(tree)).toEqual({ allowed, warnings: ['ONLINE_IS_VIRTUAL'] });
  });

  it('is outweighed by the mask where nothing else is shown', () => {
    const tree = changed(container([5, 9], '0-1\n'), (path, text) => (/cpu\d+\//.test(path) ? null : text));
    expect(usable(tree)).toEqual({ allowed: [5, 9], warnings: ['ONLINE_IS_VIRTUAL'] });
  });

  it('is outweighed by our cpuset', () => {
    const tree = {
      '/proc/self/status': 'Cpus_allowed_list:\t0-3\n',
      '/proc/self/cgroup': '0::/own\n',
      '/proc/self/mountinfo': V2_MOUNT,
      '/sys/fs/cgroup/own/cpuset.cpus.effective': '0-3\n',
      [`${CPU}/present`]: '0-7\n',
      [`${CPU}/online`]: '0-1\n',
    };
    expect(usable(tree)).toEqual({ allowed: [0, 1, 2, 3], warnings: ['ONLINE_IS_VIRTUAL'] });
  });

  it('is outweighed by a CPU’s own file that says offline', () => {
    const tree = { ...machineTree(HOST), [`${CPU}/cpu3/online`]: '0\n' };
    expect(readOnline(inMemory(tree))).toEqual({
      cpus: upTo(16).filter((cpu) => cpu !== 3),
      virtual: upTo(16),
    });
  });

  it('is told with what it lists and what is online', () => {
    const { warnings } = readLinux(inMemory(container([5, 9], '0-1\n')), '');
    expect(warnings).toEqual([{ code: 'ONLINE_IS_VIRTUAL', listed: [0, 1], online: upTo(16) }]);
  });
});

describe('the kernel’s own list', () => {
  it('stands where some CPUs are offline, which a mask may name', () => {
    const tree = machineTree({ ...HOST, offline: [14, 15], allowed: upTo(16) });
    for (const one of [tree, onlinePerCpu(tree)]) {
      expect(readOnline(inMemory(one))).toEqual({ cpus: upTo(14), virtual: null });
    }
    expect(usable(tree)).toEqual({ allowed: upTo(14), warnings: [] });
  });
});

describe('without sysfs', () => {
  it('the CPUs that run are those of /proc/cpuinfo, else of /proc/stat', () => {
    const cpuinfo = 'processor\t: 0\nmodel name\t: x\n\nprocessor\t: 2\n';
    expect(readOnline(inMemory({ '/proc/cpuinfo': cpuinfo })).cpus).toEqual([0, 2]);
    expect(readOnline(inMemory({ '/proc/stat': 'cpu  1 2\ncpu0 1 2\ncpu1 1 2\nintr 1\n' })).cpus).toEqual([
      0, 1,
    ]);
    expect(readOnline(inMemory({})).cpus).toBeNull();
  });
});

describe('no CPU outside our mask', () => {
  it('is ever ours, whatever the lists say', () => {
    const mask = [3];
    for (const listed of ['0\n', '0-1\n', '3\n', 'x\n', '\n']) {
      expect(usable(container(mask, listed)).allowed).toEqual(mask);
    }
    expect(usable({ ...container(mask, '0\n'), [`${CPU}/cpu3/online`]: '0\n' }).allowed).toEqual(mask);
  });
});
