import type { HostsMet, UnitOnHost } from '../../src/model/simulated-hosts.ts';
import type { Checked } from '../../src/scenario-api/index.ts';

/** Each host, and the units that it did. */
export function unitsByHost({
  hosts,
  units,
}: HostsMet): readonly (readonly [string, readonly UnitOnHost[]])[] {
  return hosts.map(({ name }) => [name, units.filter(({ host }) => host === name)] as const);
}

/** A PID that processes of two hosts have. */
export function samePid(met: HostsMet): Checked {
  const pids = pidsByHost(met);
  const [first, second] = pids.map(([, pids]) => pids);
  return {
    expected: 'one PID, two processes',
    observed: wordsOf(pids),
    holds: hasAll(met) ? (first ?? []).some((pid) => second?.includes(pid)) : null,
  };
}

/** Host and PID name one process: whoever counts there has counted each of its units. */
export function whoIsWho(met: HostsMet): Checked {
  const pids = pidsByHost(met);
  return {
    expected: `${met.hosts.length} processes, each with a host and a PID of its own`,
    observed: wordsOf(pids),
    holds: hasAll(met) ? pids.every(([, pids]) => pids.length === 1) : null,
  };
}

/** A counter that all raise is each one's own: it stands at the units that its host did. */
export function ownCounters(met: HostsMet): Checked {
  const hosts = unitsByHost(met).map(([name, units]) => {
    return { name, units: units.length, counted: Math.max(0, ...units.map(({ count }) => count)) };
  });
  return {
    expected: hosts.map(({ name, units }) => `${name} at ${units}`).join(', '),
    observed: hosts.map(({ name, counted }) => `${name} at ${counted}`).join(', '),
    holds: hasAll(met) ? hosts.every(({ units, counted }) => units === counted) : null,
  };
}

/** Memory that both ends would have can't be sent. */
export function refusesMemory({ refusal }: HostsMet): Checked {
  return { expected: 'refused', observed: refusal ?? 'it was sent', holds: refusal !== null };
}

function pidsByHost(met: HostsMet) {
  return unitsByHost(met).map(([name, units]) => [name, [...new Set(units.map(({ pid }) => pid))]] as const);
}

/** Whether each host did something: else nothing can be said of it. */
function hasAll(met: HostsMet): boolean {
  return unitsByHost(met).every(([, units]) => units.length > 0);
}

function wordsOf(pids: ReturnType<typeof pidsByHost>): string {
  return pids.map(([name, pids]) => `${name}: PID ${pids.join(', ') || '?'}`).join('; ');
}
