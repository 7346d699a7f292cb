import { formatCount, formatRatio, formatShare, listOf } from '../base/units.ts';
import type { ComparedEngine, Comparison } from '../model/comparison.ts';
import type { Estimate } from '../model/stat.ts';
import { extraMemory } from './engine-memory.ts';
import { inverse, type Versus, versus } from './versus.ts';

/** Those that weren't chosen. */
export interface Others {
  /** The one to hold it against; null where there is none. */
  readonly rival: ComparedEngine | null;
  /** The rest of those that aren't called different from the fastest on work. */
  readonly alsoEqual: readonly ComparedEngine[];
}

/**
 * Why a contestant is recommended, in one sentence without its stop: what it is against a rival on work, in all, at the
 * start and in memory. Only what was called faster or slower gets a factor; the rest is said to be unknown, or not said.
 */
export function engineReason(
  chosen: ComparedEngine,
  { rival, alsoEqual }: Others,
  comparisons: readonly Comparison[],
): string {
  if (rival === null) return `${chosen.label}: nothing else finished a run to compare with`;
  const [work, total, startup] = (['work', 'total', 'startup'] as const).map((metric) =>
    versus(comparisons, metric, chosen.label, rival.label),
  ) as [Versus | null, Versus | null, Versus | null];
  const plural = chosen.engine.endsWith('s');
  const claims = [
    onWork(work, rival.label),
    total !== null && total.call !== work?.call ? inAll(total) : null,
    onStart(startup, plural),
    onMemory(extraMemory(chosen, rival), plural),
  ];
  const said = listOf(claims.filter((claim) => claim !== null));
  const moral = chosen.engine === 'loop' ? onWorkers(work) : '';
  const others = listOf(alsoEqual.map(({ label }) => label));
  return `${chosen.label}: ${said}${moral}${others === '' ? '' : `; on work ${others} may do as well`}`;
}

function onWork(work: Versus | null, rival: string): string {
  if (work === null || work.ratio === null) return `not compared with ${rival} on work`;
  if (isDecisive(work)) return `${formatRatio(work.ratio)}× as fast as ${rival} here${interval(work)}`;
  if (work.call === 'same') return `as fast as ${rival} here${interval(work)}`;
  if (work.ci95 === null) return `can’t be told from ${rival} with so few runs`;
  return `can’t be told from ${rival} in these runs${interval(work)}`;
}

/** Start-up and hand-over counted: said where it is called otherwise than the work alone. */
function inAll(total: Versus): string | null {
  return isDecisive(total)
    ? `${formatRatio(total.ratio)}× as fast with start-up counted${interval(total)}`
    : null;
}

function onStart(startup: Versus | null, plural: boolean): string | null {
  if (startup === null || !isDecisive(startup)) return null;
  if (startup.call === 'faster')
    return `${plural ? 'start' : 'starts'} ${formatCount(startup.ratio)}× sooner`;
  return `${plural ? 'take' : 'takes'} ${formatCount(1 / startup.ratio)}× as long to start`;
}

function onMemory(extra: number | null, plural: boolean): string | null {
  if (extra === null) return null;
  return `${plural ? 'use' : 'uses'} ${formatShare(Math.abs(extra))} ${extra < 0 ? 'less' : 'more'} memory`;
}

function onWorkers(work: Versus | null): string {
  return work?.call === 'same' || work?.call === 'faster'
    ? '; nothing is gained by workers'
    : '; no gain by workers was shown';
}

function isDecisive(against: Versus): against is Versus & { readonly ratio: number } {
  return (against.call === 'faster' || against.call === 'slower') && inverse(against.ratio) !== null;
}

function interval({ ci95 }: Estimate): string {
  return ci95 === null ? '' : ` (${formatRatio(ci95[0])} to ${formatRatio(ci95[1])})`;
}
