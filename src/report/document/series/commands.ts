import { formatShare } from '../../../base/units.ts';
import type { CommandRun } from '../../../model/documents/command-run.ts';
import type { ComparedWorkload } from '../../../model/documents/comparison.ts';
import { timesOf } from '../../../stats/phases/told-phases.ts';
import { times } from '../../words/figures.ts';
import { mannerName } from '../../words/phases.ts';
import { waitSharesText } from '../../words/wait-names.ts';
import { type FigureColumn, tableOf } from '../parts.ts';
import type { Table } from '../section.ts';

// What reports of `compare` and `scale` say of commands, and of them alone.

/** Whether what was run were commands, and not units of a function. */
export function areCommands({ source }: Pick<ComparedWorkload, 'source'>): boolean {
  return source === 'command';
}

/** How they were run. */
export function howRun({ parameters }: Pick<ComparedWorkload, 'parameters'>): string[] {
  const { shell = 'none', prepare, conclude } = parameters;
  const start = shell === 'none' ? '' : `; what ${shell} takes to start is taken out`;
  return [
    `A run: a command from its start to its end, and all that it starts${start}.`,
    ...(prepare === undefined ? [] : [`Before each, not timed: ${prepare}`]),
    ...(conclude === undefined ? [] : [`After each, not timed: ${conclude}`]),
  ];
}

/** What was seen of a command, and what it is called there. */
export interface SeenRow {
  readonly label: string;
  readonly program: CommandRun | null;
}

/** What held them up, in the run of the median time of each. @param title what tells them apart */
export function programsTable(title: string, rows: readonly SeenRow[]): Table[] {
  const seen = rows.flatMap(({ label, program }) => (program === null ? [] : [{ label, program }]));
  const columns: readonly FigureColumn<(typeof seen)[number]>[] = [
    { title, align: 'left', cell: ({ label }) => label },
    { title: 'verdict', align: 'left', cell: ({ program }) => program.kind ?? 'unknown' },
    { title: 'one thread alone', align: 'left', cell: ({ program }) => aloneWords(program) },
    { title: 'ceiling', align: 'right', cell: ({ program: { ceiling } }) => times(ceiling?.ratio ?? null) },
    { title: 'phases', align: 'left', cell: ({ program }) => phasesWords(program) },
    { title: 'because', align: 'left', wraps: true, cell: ({ program }) => becauseWords(program) },
  ];
  return tableOf('What held them up', columns, seen, {
    note: 'Of the run of the median time. One thread alone: for that share of the time no other ran or was queued. Ceiling: how many times as fast any number of cores could make it at most.',
    isTitled: true,
  });
}

function aloneWords({ alone }: CommandRun): string {
  return alone === null ? '?' : `${formatShare(alone.share)}: ${alone.comm}`;
}

function phasesWords({ phases, durationNs }: CommandRun): string {
  if (phases.length < 2) return '-';
  return [...timesOf(phases)]
    .map(([manner, ns]) => `${mannerName({ manner })} ${formatShare(ns / durationNs)}`)
    .join(', ');
}

/** With what its threads were blocked in. */
function becauseWords({ because, waits }: CommandRun): string {
  const blockedNs = Object.values(waits).reduce<number>((sum, ns) => sum + (ns ?? 0), 0);
  const blocked = waitSharesText(waits, blockedNs);
  const isSaid = blocked === '' || because.includes(blocked);
  return isSaid ? because : `${because}. Blocked: ${blocked}`;
}
