import type { HostLost, HostsMet, Told } from '../../src/model/simulated-hosts.ts';
import {
  busyQueuedText,
  countOf,
  formatNs,
  formatRatio,
  left,
  type ResultTable,
  ratioOf,
  right,
  risingTable,
} from '../../src/scenario-api/index.ts';
import { ordersBetween } from './clocks.ts';
import { machinesOf, usedCores } from './cores.ts';
import { redoneAfterNs } from './lost.ts';
import { unitsByHost } from './who.ts';

const WAYS = ['thread', 'process', 'host'] as const;

export function messageRounds({ messages }: HostsMet) {
  return WAYS.map((to) => [to, messages[to]] as const);
}

export function storyOf(met: Told<HostsMet>, lost: Told<HostLost>): string[] {
  return [
    ...(met.found === null ? [] : meeting(met.found)),
    ...(lost.found === null ? [] : loss(lost.found)),
  ];
}

function meeting(met: HostsMet): string[] {
  const machines = machinesOf(met);
  const names = met.hosts.map(({ name }) => name).join(' and ');
  const pids = met.whyNoOwnPids === null ? ', each with PIDs of its own, as in a container' : '';
  const { told, open } = ordersBetween(met);
  return [
    `hosts ${names} are simulated: processes of this machine${pids}`,
    ...unitsByHost(met).map(([name, units]) => {
      const [unit] = units;
      return `${name} did ${countOf(units.length, 'unit')}: PID ${unit?.pid ?? '?'}, TID ${unit?.tid ?? '?'}`;
    }),
    machines === null
      ? 'their machines are unknown: no boot_id can be read'
      : `by their boot_ids they are ${countOf(machines.size, 'machine')}, whose cores are counted once: ${busyQueuedText(usedCores(met))}`,
    `of what they began, ${countOf(told, 'pair')} can be put in order across hosts, ${open} too close together for that`,
  ];
}

function loss(lost: HostLost): string[] {
  const { killed, outcomes, leaseMs } = lost;
  const afterNs = redoneAfterNs(lost);
  const others = outcomes.filter((host) => host !== null && host !== killed).length;
  return [
    `host ${killed} was ended by SIGKILL while it worked; others did ${others} of ${countOf(outcomes.length, 'unit')}`,
    ...(afterNs === null
      ? []
      : [
          `what it had was begun again ${formatNs(afterNs)} later, ${formatRatio(ratioOf(afterNs, leaseMs * 1e6))} × its lease`,
        ]),
  ];
}

export function messageTable(met: HostsMet, seed: number): ResultTable {
  return risingTable('a unit with nothing to do, there and back', 'to a', messageRounds(met), seed);
}

export function clockTable({ hosts }: HostsMet): ResultTable {
  return {
    title: 'two clocks',
    columns: [left('host'), left('machine (boot_id)'), right('the broker’s clock is ahead by')],
    rows: hosts.map(({ name, machine, clock }) => [name, machine?.slice(0, 8) ?? '?', clockWords(clock)]),
  };
}

/** `+0.02 ± 0.09 ms`. */
function clockWords(clock: HostsMet['hosts'][number]['clock']): string {
  if (clock === null) return '?';
  const { offsetMs, errorMs } = clock;
  return `${offsetMs < 0 ? '-' : '+'}${Math.abs(offsetMs).toFixed(2)} ± ${errorMs.toFixed(2)} ms`;
}
