import { basename } from 'node:path';
import { formatCount } from '../../../base/units.ts';
import type { ScenarioResult } from '../../../model/documents/report.ts';
import type { Slot, WorkSpec } from '../../../model/trial/plan.ts';
import { type FigureColumn, tableOf } from '../parts.ts';
import type { Section } from '../section.ts';

const COLUMNS: readonly FigureColumn<Slot>[] = [
  { title: 'worker', align: 'left', cell: ({ name }) => name },
  { title: 'engine', align: 'left', cell: ({ engine }) => engine },
  { title: 'CPU', align: 'left', cell: ({ cpu }) => `${cpu ?? 'any'}` },
  { title: 'work', align: 'left', cell: ({ work }) => nameOf(work) },
  { title: 'amount', align: 'right', cell: ({ work }) => amountOf(work) },
];

/** What a dry run shows: who would run what, where. */
export function planSections({ plan }: ScenarioResult): Section[] {
  return (plan?.trials ?? []).flatMap(({ label, slots }) =>
    tableOf(`would run: ${label}`, COLUMNS, slots, { isTitled: true }),
  );
}

/** The user's function where it calls one, else the module. */
function nameOf({ module, params }: WorkSpec): string {
  const called = (params.function as { readonly name?: unknown } | undefined)?.name;
  return typeof called === 'string' ? `${called}()` : basename(module).replace(/\.cjs$/, '');
}

function amountOf({ amount }: WorkSpec): string {
  return 'units' in amount ? `${formatCount(amount.units)} units` : `${amount.durationMs} ms`;
}
