import { countOf, listOf } from '../../base/units.ts';
import { type HostState, type KnownHost, SILENT_MS } from '../../model/hosts.ts';
import { codeOf, distinctHosts, groupsBy } from '../hosts/groups.ts';

/** So many digits of a digest tell codes apart. */
const DIGITS = 8;

/** How many are there, and on how many machines: `3 hosts are one machine`. */
export function hostsWords(states: readonly HostState[]): string {
  const hosts = distinctHosts(states);
  const known = hosts.filter(({ machine }) => machine !== null);
  const machines = new Set(known.map(({ machine }) => machine)).size;
  const unknown = hosts.length - known.length;
  const count = countOf(hosts.length, 'host');
  if (hosts.length === 1) return `${count} is there`;
  if (unknown === 0 && machines === 1) return `${count} are one machine: its CPUs count once`;
  const where = machines === 0 ? '' : ` on ${countOf(machines, 'machine')}`;
  const rest = unknown === 0 ? '' : ` (the machine of ${unknown} is unknown)`;
  return `${count} are there${where}${rest}`;
}

/** Which of the hosts are one machine, a sentence for each; none where that is all of them. */
export function sharedMachines(states: readonly HostState[]): string[] {
  const hosts = distinctHosts(states);
  const machines = groupsBy(hosts, ({ machine }) => machine);
  return [...machines].flatMap(([machine, on]) => {
    if (machine === null || on.length === 1 || on.length === hosts.length) return [];
    return [`${listOf(on.map(({ name }) => name))} are one machine: its CPUs count once.`];
  });
}

/** Which hosts can’t work for the same run, a sentence for each function. */
export function differentCode(states: readonly HostState[]): string[] {
  const functions = groupsBy(states, (state) => state.function);
  return [...functions].flatMap(([name, hosts]) => {
    const codes = [...groupsBy(hosts, codeOf).values()];
    if (codes.length === 1) return [];
    const protocols = new Set(hosts.map(({ protocol }) => protocol));
    const who = codes.map(
      (on) => `${codeWords(on, protocols.size > 1)} on ${listOf(on.map((host) => host.name))}`,
    );
    return [`${name} differs: ${who.join('; ')}. Only hosts with the code of a run work for it.`];
  });
}

function codeWords([host]: readonly HostState[], saysProtocol: boolean): string {
  if (host === undefined) return '';
  return `${shortDigest(host.digest)}${saysProtocol ? ` (protocol ${host.protocol})` : ''}`;
}

export function shortDigest(digest: string): string {
  return digest.slice(0, DIGITS);
}

/** `here`, or that nothing was heard of it for so long: what it said last may be so no more. */
export function stateWord({ state, silentMs }: KnownHost): string {
  return silentMs < SILENT_MS ? state : silentWords(silentMs);
}

export function silentWords(silentMs: number): string {
  return `silent for ${Math.floor(silentMs / 1_000)} s`;
}

/** `+0.02 ± 0.09 ms`: how far the broker’s clock is ahead of the host’s. */
export function clockWords(clock: HostState['clock']): string {
  if (clock === null) return '?';
  const { offsetMs, errorMs } = clock;
  return `${offsetMs < 0 ? '-' : '+'}${Math.abs(offsetMs).toFixed(2)} ± ${errorMs.toFixed(2)} ms`;
}
