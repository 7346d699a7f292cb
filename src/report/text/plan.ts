import { basename } from 'node:path';
import { formatCount } from '../../base/units.ts';
import type { WorkSpec } from '../../model/plan.ts';
import type { ScenarioResult } from '../../model/report.ts';
import { type Column, table, wrap } from '../layout.ts';
import type { Page } from '../page.ts';

const PLAN_COLUMNS: readonly Column[] = [
  { title: 'worker', align: 'left' },
  { title: 'engine', align: 'left' },
  { title: 'CPU', align: 'left' },
  { title: 'work', align: 'left' },
  { title: 'amount', align: 'right' },
];

/** What a dry run shows: who would run what, where. */
export function planLines({ plan }: ScenarioResult, page: Page): string[] {
  return (plan?.trials ?? []).flatMap(({ label, slots }) => {
    const rows = slots.map(({ name, engine, cpu, work }) => [
      name,
      engine,
      cpu === null ? 'any' : `${cpu}`,
      nameOf(work),
      'units' in work.amount ? `${formatCount(work.amount.units)} units` : `${work.amount.durationMs} ms`,
    ]);
    const title = page.palette.text(`${page.palette.glyphs.bullet} would run: ${label}`);
    return ['', ...wrap(title, page.width), ...table(PLAN_COLUMNS, rows, page.width)];
  });
}

/** The user's function where it calls one, else the module. */
function nameOf({ module, params }: WorkSpec): string {
  const called = (params.function as { readonly name?: unknown } | undefined)?.name;
  return typeof called === 'string' ? `${called}()` : basename(module).replace(/\.cjs$/, '');
}
