import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ProgramQuotas } from '../../../../src/run/watch/follow/program-quotas.ts';
import { captured, V2_MOUNT } from '../../../fixtures/captured.ts';

const stat = (throttled: number) => `nr_periods 100\nnr_throttled ${throttled}\n`;

/** A process of no quota, beside a group of half a CPU. */
function machine() {
  const sysroot = captured({
    '/proc/100/cgroup': '0::/free\n',
    '/proc/self/mountinfo': V2_MOUNT,
    '/sys/fs/cgroup/free/cpu.max': 'max 100000\n',
    '/sys/fs/cgroup/half/cpu.max': '50000 100000\n',
    '/sys/fs/cgroup/half/cpu.stat': stat(7),
  });
  const write = (path: string, text: string) => writeFileSync(join(sysroot.root, path), text);
  return { sysroot, write };
}

describe('the quota that governs a program', () => {
  it('is none, and nothing was throttled, where no group sets one', () => {
    const { sysroot } = machine();
    const quotas = new ProgramQuotas(sysroot, 100);
    quotas.sample([100]);
    expect(quotas.governing()).toEqual({ throttledPeriods: 0, cpus: null });
  });

  it('is that of the group that it enters after its start, from then on', () => {
    const { sysroot, write } = machine();
    const quotas = new ProgramQuotas(sysroot, 100);
    write('/proc/100/cgroup', '0::/half\n');
    quotas.sample([100]);
    write('/sys/fs/cgroup/half/cpu.stat', stat(19));
    expect(quotas.governing()).toEqual({ throttledPeriods: 12, cpus: 0.5 });
  });

  it('throttles an unknown number of times where its figures can’t be read', () => {
    const { sysroot, write } = machine();
    write('/proc/100/cgroup', '0::/half\n');
    const quotas = new ProgramQuotas(sysroot, 100);
    write('/sys/fs/cgroup/half/cpu.stat', '');
    expect(quotas.governing()).toEqual({ throttledPeriods: null, cpus: 0.5 });
  });
});
