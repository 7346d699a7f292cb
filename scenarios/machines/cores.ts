import type { HostsMet } from '../../src/model/simulated-hosts.ts';
import { busyText, type Checked, countOf, expectBusy, ratioOf, sumOf } from '../../src/scenario-api/index.ts';

/** Machines by their boot_id, each with its CPUs; null where a host has none to read. */
export function machinesOf({ hosts }: HostsMet): ReadonlyMap<string, number> | null {
  const machines = new Map<string, number>();
  for (const { machine, cpus, effectiveCpus } of hosts) {
    if (machine === null) return null;
    machines.set(machine, Math.max(machines.get(machine) ?? 0, effectiveCpus ?? cpus));
  }
  return machines;
}

/** More cores at once than one machine has. Hosts of one machine can't show that. */
export function moreThanOneMachine(met: HostsMet): Checked {
  const machines = machinesOf(met);
  const most = machines === null ? null : Math.max(...machines.values());
  const r = busyCores(met);
  const isKnown = r !== null && most !== null && machines !== null && machines.size > 1;
  return {
    expected: most === null ? 'more than one machine' : `two machines; ${expectBusy('≥', most)}`,
    observed: `${machines === null ? 'unknown machines' : countOf(machines.size, 'machine')}; ${busyText(r)}`,
    holds: isKnown ? r > most : null,
    loadSensitive: true,
  };
}

/** Running time of all units ÷ the time from the first one's begin to the last one's end. */
export function busyCores({ units }: HostsMet): number | null {
  const first = Math.min(...units.map(({ startNs }) => startNs));
  const last = Math.max(...units.map(({ endNs }) => endNs));
  return ratioOf(sumOf(units.map(({ runNs }) => runNs)), last - first);
}
