import { describe, expect, it } from 'vitest';
import { cpuModel, installedCpus } from '../../../src/machine/cpus/cpus.ts';
import { describedCpus, readDescriptions } from '../../../src/machine/cpus/described.ts';
import { onlineCpus } from '../../../src/machine/cpus/online.ts';
import { readLinux } from '../../../src/machine/read-machine.ts';
import { inMemory } from '../../fixtures/captured.ts';

const S390 = `vendor_id       : IBM/S390
# processors    : 2
bogomips per cpu: 3241.00
features\t: esan3 zarch stfle
processor 0: version = FF,  identification = 0133E8,  machine = 8561
processor 1: version = FF,  identification = 0133E8,  machine = 8561

cpu number      : 0
physical id     : 4
core id         : 7
version         : FF

cpu number      : 1
physical id     : 4
core id         : 7
version         : FF
`;

const OLD_ARM = `Processor\t: ARMv7 Processor rev 10 (v7l)
processor\t: 0
BogoMIPS\t: 790.52

processor\t: 1
BogoMIPS\t: 790.52

Features\t: swp half thumb
CPU part\t: 0xc09
`;

const ALPHA = `cpu\t\t\t: Alpha
cpu model\t\t: EV67
cpus detected\t\t: 4
cpus active\t\t: 3
cpu active mask\t\t: 000000000000000b
`;

const POWER = `processor\t: 0
cpu\t\t: POWER9 (architected), altivec supported
clock\t\t: 2200.000000MHz

processor\t: 8
cpu\t\t: POWER9 (architected), altivec supported

timebase\t: 512000000
machine\t\t: CHRP IBM,9008-22L
`;

const SPARC = `cpu\t\t: UltraSparc T5 (Niagara5)
ncpus probed\t: 2
ncpus active\t: 1
CPU0:\t\tonline
CPU1:\t\toffline
`;

const read = (cpuinfo: string) => inMemory({ '/proc/cpuinfo': cpuinfo });

describe('the CPUs of /proc/cpuinfo', () => {
  it.each([
    ['s390', S390, [0, 1], 'IBM/S390'],
    ['32-bit ARM before Linux 3.8', OLD_ARM, [0, 1], 'ARMv7 Processor rev 10 (v7l)'],
    ['Alpha', ALPHA, [0, 1, 3], 'EV67'],
    ['POWER', POWER, [0, 8], 'POWER9 (architected), altivec supported'],
    ['sparc', SPARC, [0], 'UltraSparc T5 (Niagara5)'],
  ])('are found as %s writes them, and so is the model', (_, cpuinfo, cpus, model) => {
    expect(describedCpus(read(cpuinfo))).toEqual(cpus);
    expect(cpuModel(read(cpuinfo))).toBe(model);
  });

  it('have the fields that are their own, and those that are everybody’s', () => {
    expect(readDescriptions(read(S390)).get(1)?.get('core id')).toBe('7');
    expect(readDescriptions(read(S390)).get(1)?.get('vendor_id')).toBe('IBM/S390');
    expect(readLinux(read(S390), '').machine.physicalCores).toBe(1);
  });

  it('are unknown where it names none, and not one', () => {
    expect(describedCpus(read('Processor\t: ARMv6-compatible processor rev 7 (v6l)\n'))).toBeNull();
  });
});

describe('without /sys', () => {
  const masked = (mask: string, cpus: number) =>
    inMemory({
      '/proc/self/status': `Name:\tnode\nCpus_allowed_list:\t${mask}\n`,
      '/proc/cpuinfo': Array.from({ length: cpus }, (_, cpu) => `processor\t: ${cpu}\n`).join('\n'),
    });

  it.each([
    ['has numbers of its own (lxcfs)', '5,9', 2, [5, 9]],
    ['has one number of ours (lxcfs)', '1,5', 2, [1, 5]],
    ['has more CPUs than are ours', '1,3', 4, [1, 3]],
    ['has fewer: some of the mask are offline', '0-7', 2, [0, 1]],
  ])('the mask decides where /proc/cpuinfo %s', (_, mask, cpus, allowed) => {
    expect(readLinux(masked(mask, cpus), '').machine.allowedCpus).toEqual(allowed);
  });

  it('no CPU is counted twice where /proc/cpuinfo has numbers of its own', () => {
    expect(onlineCpus(masked('5,9', 2))).toEqual([5, 9]);
    expect(installedCpus(masked('5,9', 2))).toEqual([5, 9]);
  });

  it('gVisor’s cores are unknown: it gives each CPU one', () => {
    const cpuinfo = 'processor\t: 0\nphysical id\t: 0\ncore id\t\t: 0\n';
    const version = 'Linux version 4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016\n';
    const sysroot = inMemory({ '/proc/cpuinfo': cpuinfo, '/proc/version': version });
    expect(readLinux(sysroot, '').machine).toMatchObject({ onlineCpus: 1, physicalCores: null });
  });
});
