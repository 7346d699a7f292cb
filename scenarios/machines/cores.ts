import type { HostsMet } from '../../src/model/simulated-hosts.ts';
import {
  type Checked,
  countOf,
  expectBusy,
  ratioOf,
  sumOf,
  wantedText,
} from '../../src/scenario-api/index.ts';

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
  const used = usedCores(met);
  const isKnown = used.r !== null && most !== null && machines !== null && machines.size > 1;
  return {
    expected: most === null ? 'hosts on two machines' : `two machines; ${expectBusy('≥', most)}`,
    observed: `${machines === null ? 'unknown machines' : countOf(machines.size, 'machine')}; ${wantedText(used)}`,
    holds: isKnown ? (used.r ?? 0) > most : null,
    loadSensitive: true,
  };
}

/** Running time, and run-queue wait, of all units ÷ the time from the first one's begin to the last one's end. */
export function usedCores({ units }: HostsMet): { readonly r: number | null; readonly d: number | null } {
  const first = Math.min(...units.map(({ startNs }) => startNs));
  const last = Math.max(...units.map(({ endNs }) => endNs));
  const share = (times: readonly (number | null)[]) => ratioOf(sumOf(times), last - first);
  return {
    r: share(units.map(({ runNs }) => runNs)),
    d: share(units.map(({ runDelayNs }) => runDelayNs)),
  };
}
