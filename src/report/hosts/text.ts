import { countOf, formatRatio } from '../../base/units.ts';
import type { HostState, KnownHost } from '../../model/hosts.ts';
import { table, wrap } from '../style/layout.ts';
import type { OutputStyle } from '../style/output-style.ts';
import {
  clockWords,
  differentCode,
  hostsWords,
  sharedMachines,
  shortDigest,
  stateWord,
} from '../words/hosts.ts';
import { distinctHosts, isDifferent } from './groups.ts';

const HOSTS = [
  { title: 'host', align: 'left' },
  { title: 'machine', align: 'left' },
  { title: 'CPUs', align: 'right' },
  { title: 'usable', align: 'right' },
  { title: 'Node', align: 'left' },
  { title: 'concur', align: 'left' },
  { title: 'clock', align: 'left' },
] as const;

const FUNCTIONS = [
  { title: 'host', align: 'left' },
  { title: 'function', align: 'left' },
  { title: 'code', align: 'left' },
  { title: 'workers', align: 'left' },
  { title: 'state', align: 'left' },
] as const;

/** Who is there, as a terminal shows it, and what each of them works at. */
export function hostsText(states: readonly KnownHost[], broker: string, style: OutputStyle): string {
  const { palette, width } = style;
  const sentence = (text: string) => wrap(palette.line(text), width);
  const blocks =
    states.length === 0
      ? [
          [
            ...sentence(`Nobody is there (${broker}).`),
            ...sentence('Start one: concur worker ./work.js#name'),
          ],
        ]
      : [
          sentence(`${hostsWords(states)} (${broker}).`).map(palette.color.bold),
          table(
            HOSTS,
            distinctHosts(states)
              .map(hostCells)
              .map((cells) => cells.map(palette.line)),
            width,
          ),
          table(
            FUNCTIONS,
            states.map((state) => functionCells(state, states).map(palette.line)),
            width,
          ),
          [...sharedMachines(states), ...differentCode(states)].flatMap(sentence),
        ];
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${text.join('\n\n')}\n`;
}

function hostCells({ name, machine, cpus, effectiveCpus, node, concur, clock }: HostState): string[] {
  const shortMachine = machine?.slice(0, 8) ?? '?';
  return [name, shortMachine, `${cpus}`, formatRatio(effectiveCpus), node, concur, clockWords(clock)];
}

function functionCells(state: KnownHost, states: readonly HostState[]): string[] {
  const code = shortDigest(state.digest);
  return [
    state.name,
    state.function,
    isDifferent(state, states) ? `${code} (differs)` : code,
    countOf(state.workers, state.engine === 'processes' ? 'process' : 'thread'),
    stateWord(state),
  ];
}
