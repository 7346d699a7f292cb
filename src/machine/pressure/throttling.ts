import { join } from 'node:path';
import type { Throttling } from '../../model/machine/pressure.ts';
import type { CgroupPath } from '../limits/cgroups.ts';
import { countAfter } from '../proc/proc-text.ts';
import type { Sysroot } from '../sysroot.ts';

/**
 * How often quotas have stopped these groups: `cpu.stat` counts periods only where there is or was a quota. Version 2 has the
 * time in µs, version 1 in ns (Documentation/scheduler/sched-bwc.rst).
 */
export function readThrottling(sysroot: Sysroot, { version, groups }: CgroupPath): Throttling[] {
  return groups.flatMap((group) => {
    const path = join(group, 'cpu.stat');
    const text = sysroot.has(path) ? sysroot.read(path) : null;
    const number = (label: string) => countAfter(`\n${text ?? ''}`, `\n${label} `);
    const [periods, throttledPeriods] = [number('nr_periods'), number('nr_throttled')];
    if (throttledPeriods === null || (periods ?? 0) === 0) return [];
    const usec = number('throttled_usec');
    const throttledNs = version === 1 ? number('throttled_time') : usec === null ? null : usec * 1e3;
    return [{ path, periods, throttledPeriods, throttledNs }];
  });
}
