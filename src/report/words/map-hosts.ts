import { countOf, formatRatio } from '../../base/units.ts';
import type { ParallelMapHost } from '../../model/parallel-map.ts';
import { sumOf } from '../../stats/figures.ts';
import { hostCores } from '../../stats/host-cores.ts';

/** What each host of a map did, and all of them together: a line each. */
export function mapHostLines(hosts: readonly ParallelMapHost[]): string[] {
  const lines = hosts.map((host) => {
    const { name, done, state } = host;
    const end = state === 'here' ? '' : ` (${state})`;
    return `${name}${end}: ${done} done, ${coresText(host)}`;
  });
  const all = { r: sumOf(hosts.map(({ r }) => r)), d: sumOf(hosts.map(({ d }) => d)) };
  if (hosts.length < 2) return lines;
  const machines = new Set(hosts.map(({ machine, name }) => machine ?? name)).size;
  const where = machines < hosts.length ? ` of ${countOf(machines, 'machine')}` : '';
  return [
    ...lines,
    `${hosts.length} hosts${where}, ${countOf(hostCores(hosts), 'core')} in all: ${coresText(all)}`,
  ];
}

function coresText({ r, d }: Pick<ParallelMapHost, 'r' | 'd'>): string {
  return `${formatRatio(r)} cores busy, ${formatRatio(d)} queued`;
}
