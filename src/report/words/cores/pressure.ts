import { formatCpuList } from '../../../base/cpu-list.ts';
import { countOf, formatNs, formatShare } from '../../../base/units.ts';
import type { CpuPressure, Pressure, Throttling } from '../../../model/machine/pressure.ts';

/** A setting as a row: what it is, what it says, where. */
export interface SettingRow {
  readonly setting: string;
  readonly value: string;
  readonly path: string;
}

/** `some task waited for a CPU 3 % of the last 10 s, 1 % of 60 s, none of 300 s`. */
export function pressureWords({ avg10, avg60, avg300, path }: CpuPressure): string {
  const shares = [avg10, avg60, avg300];
  const words = shares.every((share) => share === 0)
    ? 'no task waited for a CPU in the last 300 s'
    : `some task waited for a CPU ${formatShare(avg10)} of the last 10 s, ${formatShare(avg60)} of 60 s, ${formatShare(avg300)} of 300 s`;
  return `${words} (${path})`;
}

/** `in 120 of 400 periods since the group was made, 3.2 s in all (/sys/fs/cgroup/…/cpu.stat)`. */
export function throttlingWords({ periods, throttledPeriods, throttledNs, path }: Throttling): string {
  const of =
    periods === null
      ? countOf(throttledPeriods, 'period')
      : `${throttledPeriods} of ${countOf(periods, 'period')}`;
  if (throttledPeriods === 0 && periods !== null)
    return `never in ${countOf(periods, 'period')} since the group was made (${path})`;
  const time = throttledNs === null ? '' : `, ${formatNs(throttledNs)} in all`;
  return `in ${of} since the group was made${time} (${path})`;
}

/** Settings that say more than the usual, each with its file. */
export function settingRows(pressure: Pressure): SettingRow[] {
  const { burstNs, partition, exclusive, isolated, nohzFull, smt } = pressure;
  const lists = [
    ['exclusive CPUs of the cpuset', exclusive],
    ['isolated CPUs', isolated],
    ['CPUs without a tick (nohz_full)', nohzFull],
  ] as const;
  return [
    ...(burstNs === null
      ? []
      : [{ setting: 'burst above the quota', value: formatNs(burstNs.value), path: burstNs.path }]),
    ...(partition === null || partition.value === 'member'
      ? []
      : [{ setting: 'cpuset partition', ...partition }]),
    ...lists.flatMap(([setting, fact]) =>
      fact === null ? [] : [{ setting, value: formatCpuList(fact.value), path: fact.path }],
    ),
    ...(smt === null || ['on', 'notsupported', 'notimplemented'].includes(smt.value)
      ? []
      : [{ setting: 'SMT', ...smt }]),
  ];
}
