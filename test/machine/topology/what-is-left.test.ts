import { describe, expect, it } from 'vitest';
import { readCores } from '../../../src/machine/topology/read-cores.ts';
import { inMemory, type Tree, V2_MOUNT } from '../../fixtures/captured.ts';
import { machineTree } from '../../fixtures/machines.ts';

/** Four cores without SMT, the mask has 1 to 3, and our group may use one and a half CPUs. */
const CPUS = [0, 1, 2, 3];
const MASK = [1, 2, 3];
const QUOTA = 1.5;

const each = (line: (cpu: number) => string) => CPUS.map(line).join('');
const CPUINFO = {
  x86: each((cpu) => `processor\t: ${cpu}\nmodel name\t: Test\nphysical id\t: 0\ncore id\t\t: ${cpu}\n\n`),
  ARM: each((cpu) => `processor\t: ${cpu}\nBogoMIPS\t: 50.00\nCPU part\t: 0xd0c\n\n`),
  'RISC-V': each((cpu) => `processor\t: ${cpu}\nhart\t\t: ${cpu}\nisa\t\t: rv64imafdc\n\n`),
  s390: `vendor_id       : IBM/S390\n# processors    : 4\n${each((cpu) => `processor ${cpu}: version = FF,  identification = 0133E8,  machine = 8561\n`)}`,
  'no CPU': 'Hardware\t: unknown\n',
  missing: null,
};
const STAT = {
  real: `cpu  8 0 8 80 0 0 0 0 0 0\n${each((cpu) => `cpu${cpu} 2 0 2 20 0 0 0 0 0 0\n`)}`,
  'all-zero': `cpu  0 0 0 0 0 0 0 0 0 0\n${each((cpu) => `cpu${cpu} 0 0 0 0 0 0 0 0 0 0\n`)}`,
  missing: null,
};

interface Left {
  readonly sys: boolean;
  readonly cpuinfo: keyof typeof CPUINFO;
  readonly stat: keyof typeof STAT;
  readonly mask: boolean;
  readonly cgroup: boolean;
}

const YES_NO = [true, false];
const ALL: Left[] = YES_NO.flatMap((sys) =>
  (Object.keys(CPUINFO) as Left['cpuinfo'][]).flatMap((cpuinfo) =>
    (Object.keys(STAT) as Left['stat'][]).flatMap((stat) =>
      YES_NO.flatMap((mask) => YES_NO.map((cgroup) => ({ sys, cpuinfo, stat, mask, cgroup }))),
    ),
  ),
);

function treeOf({ sys, cpuinfo, stat, mask, cgroup }: Left): Tree {
  const shape = { packages: 1, coresPerPackage: CPUS.length, threadsPerCore: 1 };
  const ofSys = Object.entries(machineTree(shape)).filter(([path]) => path.startsWith('/sys/'));
  const files: Record<string, string | null> = {
    ...(sys ? Object.fromEntries(ofSys) : {}),
    '/proc/cpuinfo': CPUINFO[cpuinfo],
    '/proc/stat': STAT[stat],
    '/proc/self/status': mask ? 'Name:\tnode\nCpus_allowed_list:\t1-3\n' : 'Name:\tnode\n',
    '/proc/self/cgroup': cgroup ? '0::/own\n' : null,
    '/proc/self/mountinfo': V2_MOUNT,
    '/sys/fs/cgroup/own/cpu.max': sys ? '150000 100000\n' : null,
  };
  return Object.fromEntries(Object.entries(files).filter(([, text]) => text !== null)) as Tree;
}

/** Each figure follows from the files that are left, and from nothing else. */
function expected({ sys, cpuinfo, stat, mask, cgroup }: Left) {
  const isDescribed = !['no CPU', 'missing'].includes(cpuinfo);
  const online = sys || isDescribed || stat !== 'missing' ? CPUS.length : null;
  const allowed = mask ? MASK.length : null;
  const cpus = allowed ?? online;
  const quota = sys && cgroup ? QUOTA : null;
  return {
    online,
    allowed,
    cores: sys || cpuinfo === 'x86' ? CPUS.length : null,
    isolated: sys && mask ? 0 : null,
    effective: quota === null ? cpus : Math.min(quota, cpus ?? quota),
    warnings: mask ? [] : ['AFFINITY_UNKNOWN'],
  };
}

describe('what is known where parts of /sys and /proc are missing', () => {
  it('is tried in all combinations', () => {
    expect(ALL).toHaveLength(2 * 6 * 3 * 2 * 2);
  });

  it.each(ALL)('is what the rest tells: %j', async (left) => {
    const { topology, machine, effectiveCpus, warnings } = await readCores(inMemory(treeOf(left)), {
      env: {},
      searchPath: '',
    });
    const { counts } = topology;
    expect({
      online: counts.onlineCpus,
      allowed: counts.allowedCpus,
      cores: counts.physicalCores,
      isolated: counts.isolatedCpus,
      effective: effectiveCpus,
      warnings: warnings.map(({ code }) => code).filter((code) => code !== 'QUOTA_HIDDEN'),
    }).toEqual(expected(left));
    expect(counts.logicalCpus).toBe(counts.onlineCpus);
    expect(machine).toMatchObject({ onlineCpus: counts.onlineCpus, physicalCores: counts.physicalCores });
    expect(machine.allowedCpus).toEqual(left.mask ? MASK : CPUS.slice(0, counts.onlineCpus ?? 0));
    expect(machine.unpinnedCpus).toBe(left.sys ? machine.allowedCpus.length : null);
  });
});
