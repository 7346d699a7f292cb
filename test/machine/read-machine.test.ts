import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coreGroups } from '../../src/machine/cpus/cores.ts';
import { cpuModel } from '../../src/machine/cpus/cpus.ts';
import { readLinux } from '../../src/machine/read-machine.ts';
import { findProgram, findTool, findTools } from '../../src/machine/tools.ts';
import { captured, cpuTree, temporaryFolder, V1_CPU_MOUNT, V2_MOUNT } from '../fixtures/captured.ts';

const machineIn = (...read: Parameters<typeof readLinux>) => readLinux(...read).machine;

const QUOTA_V2 = {
  '/proc/self/cgroup': '0::/\n',
  '/proc/self/mountinfo': V2_MOUNT,
  '/sys/fs/cgroup/cpu.max': '150000 100000\n',
};
const QUOTA_V1 = {
  '/proc/self/cgroup': '4:cpu,cpuacct:/a\n',
  '/proc/self/mountinfo': V1_CPU_MOUNT,
  '/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us': '50000\n',
  '/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us': '100000\n',
};
const SMT = [
  [0, 4],
  [1, 5],
  [2, 6],
  [3, 7],
];

describe('readLinux', () => {
  it('reads a machine with one CPU', () => {
    expect(machineIn(captured(cpuTree({ cores: [[0]] })), '')).toMatchObject({
      cpuModel: 'Test CPU @ 1.00GHz',
      logicalCpus: 1,
      onlineCpus: 1,
      allowedCpus: [0],
      physicalCores: 1,
      quotaCpus: null,
      quotaGroup: null,
      effectiveCpus: 1,
      siblingGroups: [[0]],
      hasSchedstat: true,
    });
  });

  it('reads two CPUs without SMT', () => {
    expect(machineIn(captured(cpuTree({ cores: [[0], [1]] })), '')).toMatchObject({
      logicalCpus: 2,
      allowedCpus: [0, 1],
      physicalCores: 2,
      effectiveCpus: 2,
      siblingGroups: [[0], [1]],
    });
  });

  it('reads eight CPUs on four cores', () => {
    expect(machineIn(captured(cpuTree({ cores: SMT })), '')).toMatchObject({
      logicalCpus: 8,
      onlineCpus: 8,
      allowedCpus: [0, 1, 2, 3, 4, 5, 6, 7],
      physicalCores: 4,
      effectiveCpus: 8,
      siblingGroups: SMT,
    });
  });

  it('counts the machine’s cores, but groups only the CPUs that we may use', () => {
    expect(machineIn(captured(cpuTree({ cores: SMT, allowed: '0,4-5' })), '')).toMatchObject({
      logicalCpus: 8,
      onlineCpus: 8,
      allowedCpus: [0, 4, 5],
      physicalCores: 4,
      effectiveCpus: 3,
      siblingGroups: [[0, 4], [5]],
    });
  });

  it('leaves out CPUs that are offline, though the mask and the list of present ones hold them', () => {
    const tree = cpuTree({ cores: [[0], [2]], present: '0-3', allowed: '0-3' });
    expect(machineIn(captured(tree), '')).toMatchObject({
      logicalCpus: 4,
      onlineCpus: 2,
      allowedCpus: [0, 2],
      physicalCores: 2,
      effectiveCpus: 2,
      siblingGroups: [[0], [2]],
    });
  });

  it('reads a machine with 1,024 CPUs', () => {
    const cores = Array.from({ length: 512 }, (_, core) => [core, core + 512]);
    const machine = machineIn(captured(cpuTree({ cores, present: '0-1023' })), '');
    expect(machine).toMatchObject({
      logicalCpus: 1024,
      onlineCpus: 1024,
      physicalCores: 512,
      effectiveCpus: 1024,
    });
    expect(machine.siblingGroups[511]).toEqual([511, 1023]);
    expect(machine.allowedCpus).toHaveLength(1024);
  });

  it('takes a quota of 1.5 CPUs for what we may use', () => {
    const tree = { ...cpuTree({ cores: SMT }), ...QUOTA_V2 };
    expect(machineIn(captured(tree), '')).toMatchObject({
      quotaCpus: 1.5,
      quotaGroup: '/sys/fs/cgroup',
      effectiveCpus: 1.5,
      allowedCpus: { length: 8 },
    });
  });

  it('takes a quota of 0.5 CPUs in cgroup version 1 for what we may use', () => {
    const tree = { ...cpuTree({ cores: [[0], [1]] }), ...QUOTA_V1 };
    expect(machineIn(captured(tree), '')).toMatchObject({ quotaCpus: 0.5, effectiveCpus: 0.5 });
  });

  it('lets the mask count where the quota is wider than it', () => {
    const tree = { ...cpuTree({ cores: SMT, allowed: '3' }), ...QUOTA_V2 };
    expect(machineIn(captured(tree), '')).toMatchObject({ quotaCpus: 1.5, effectiveCpus: 1 });
  });

  it('knows as little as an empty machine tells', () => {
    expect(machineIn(captured({}), '')).toMatchObject({
      cpuModel: null,
      logicalCpus: null,
      onlineCpus: null,
      allowedCpus: [],
      physicalCores: null,
      quotaCpus: null,
      effectiveCpus: 1,
      siblingGroups: [],
      tools: { taskset: null, setpriv: null, sh: null },
      hasSchedstat: false,
    });
  });

  it('knows the mask where sysfs is hidden', () => {
    const tree = { '/proc/self/status': 'Name:\tnode\nCpus_allowed_list:\t2-3\n' };
    expect(machineIn(captured(tree), '')).toMatchObject({
      onlineCpus: null,
      allowedCpus: [2, 3],
      physicalCores: null,
      siblingGroups: [[2], [3]],
    });
  });
});

describe('coreGroups', () => {
  it('reads the older name of the siblings’ list too', () => {
    const siblings = (cpu: number) => `/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`;
    const sysroot = captured({ [siblings(0)]: '0-1\n', [siblings(1)]: '0-1\n', [siblings(2)]: '2\n' });
    expect(coreGroups(sysroot, [0, 1, 2])).toEqual([[0, 1], [2]]);
  });

  it('knows no core where one CPU’s topology is missing', () => {
    expect(coreGroups(captured(cpuTree({ cores: [[0]] })), [0, 1])).toBeNull();
  });
});

it('knows no model where /proc/cpuinfo has none, as on ARM', () => {
  expect(cpuModel(captured({ '/proc/cpuinfo': 'processor\t: 0\nBogoMIPS\t: 50.00\n' }))).toBeNull();
  expect(cpuModel(captured({}))).toBeNull();
});

describe('findTools', () => {
  function folderWith(...names: string[]): string {
    const folder = temporaryFolder();
    for (const name of names) {
      writeFileSync(join(folder, name), '');
      chmodSync(join(folder, name), 0o755);
    }
    return folder;
  }

  it('takes the first of each in the order of PATH', () => {
    const [first, second] = [folderWith('taskset'), folderWith('taskset', 'setpriv', 'sh')];
    expect(findTools(['', first, second].join(delimiter))).toEqual({
      taskset: join(first, 'taskset'),
      setpriv: join(second, 'setpriv'),
      sh: join(second, 'sh'),
    });
  });

  it('does not take BusyBox’s setpriv, which can’t tie a life to ours', () => {
    const folder = folderWith('busybox');
    symlinkSync(join(folder, 'busybox'), join(folder, 'setpriv'));
    symlinkSync(join(folder, 'busybox'), join(folder, 'taskset'));
    expect(findTools(folder)).toEqual({ taskset: join(folder, 'taskset'), setpriv: null, sh: null });
  });

  it('finds nothing on an empty PATH', () => {
    expect(findTools('')).toEqual({ taskset: null, setpriv: null, sh: null });
  });

  it.each([[''], ['.'], ['bin'], ['./bin'], ['../x'], ['~/bin']])(
    'takes nothing from a folder that depends on the current one: “%s”',
    (folder) => {
      const here = process.cwd();
      const trap = folderWith('sh', 'taskset', 'setpriv', 'nproc');
      try {
        process.chdir(trap);
        for (const inner of ['bin', '~/bin']) symlinkInto(trap, inner);
        expect(findTools(folder)).toEqual({ taskset: null, setpriv: null, sh: null });
        expect(findTool('nproc', folder)).toBeNull();
      } finally {
        process.chdir(here);
      }
    },
  );

  it('finds a program that the user named as a shell does: there, an empty part is the current folder', () => {
    const here = process.cwd();
    try {
      process.chdir(folderWith('mine'));
      for (const path of ['', ':/usr/bin', '/usr/bin:', '.', '/usr/bin:.']) {
        expect(findProgram('mine', path)).not.toBeNull();
      }
      expect(findProgram('mine', '/usr/bin')).toBeNull();
      expect(findProgram('./mine', '/usr/bin')).toBe('./mine');
    } finally {
      process.chdir(here);
    }
  });
});

/** The folder itself, by another name within it. */
function symlinkInto(folder: string, name: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  symlinkSync(folder, join(folder, name));
}
