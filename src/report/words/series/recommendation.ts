import { countOf, formatCount, formatRatio, formatShare, listOf } from '../../../base/units.ts';
import type { EngineRecommendation } from '../../../model/documents/comparison.ts';
import { isOneLoop } from '../../../model/engines/engine-names.ts';
import { ENGINES, isEngine } from '../../../model/engines/engines.ts';
import type { Estimate } from '../../../model/stat.ts';
import type {
  Caveat,
  ComparedReason,
  EngineReason,
  VersionReason,
} from '../../../stats/engines/engine-reason.ts';
import type { EngineChoice } from '../../../stats/engines/recommend-engine.ts';
import { type DecisiveVersus, isDecisive, type Versus } from '../../../stats/engines/versus.ts';
import { lostWords } from '../lost-in-shell-start.ts';
import { gilWords } from './gil.ts';

/** `Use threads with 2 workers`; of versions of a function, or commands, `new.ts is faster`. */
export function recommendationLead({ label, interpreter, ...recommended }: EngineRecommendation): string {
  const { engine } = recommended;
  if (label != null) return `${label} is faster`;
  if (label === null && engine !== null)
    return `No ${engine === 'command' ? engine : 'version'} was found to be faster`;
  return `${whatToUse(recommended)}${interpreter === undefined ? '' : ` on Python ${interpreter}`}`;
}

function whatToUse({ engine, workers }: Pick<EngineRecommendation, 'engine' | 'workers'>): string {
  if (engine === null) return 'No recommendation';
  if (engine === 'asyncio')
    return `Use asyncio${workers === null ? '' : ` with ${countOf(workers, 'task')} at a time`}`;
  if (isOneLoop(engine)) return 'Use a plain loop';
  return workers === null ? `Use ${engine}` : `Use ${engine} with ${countOf(workers, 'worker')}`;
}

/** A recommendation as a document has it: with its reason in words. */
export function recommendationInWords({ reason, ...choice }: EngineChoice): EngineRecommendation {
  return { ...choice, because: engineBecause(reason) };
}

/** Why an engine is recommended, in one sentence without its stop. The engine's name is said before it. */
export function engineBecause(reason: EngineReason): string {
  switch (reason.kind) {
    case 'nothing-run':
      return 'nothing was run';
    case 'none-finished':
      return 'no candidate finished a run, so there is nothing to recommend';
    case 'too-few-runs':
      return tooFewRuns(reason);
    case 'lost-in-shell-start':
      return lostWords(reason.labels);
    case 'alone':
      return `${subject(reason)}nothing else finished a run to compare with`;
    case 'compared':
      return comparedBecause(reason);
    case 'versions':
      return versionBecause(reason);
  }
}

/** `too few runs: 1 of each, and an interval needs 5`. */
export function tooFewRuns({ runs, needed }: { readonly runs: number; readonly needed: number }): string {
  return `too few runs: ${runs} of each, and an interval needs ${needed}`;
}

function comparedBecause(reason: ComparedReason): string {
  const { engine, work, alsoEqual, caveat, gil } = reason;
  const isPlural = engine === 'hosts' || (isEngine(engine) && ENGINES[engine].isPlural);
  return [
    ...gilWords(gil),
    ...againstRival(reason, subject(reason), isPlural),
    ...(engine === 'loop' ? [onWorkers(work)] : []),
    ...asWell(alsoEqual),
    ...(caveat === null ? [] : [caveatWords(caveat)]),
  ].join('; ');
}

/** The faster one's label is said before it. */
function versionBecause(reason: VersionReason): string {
  const { work, label, alsoEqual } = reason;
  const who = work?.call === 'faster' ? '' : `${label}: `;
  return [...againstRival(reason, who, false), ...asWell(alsoEqual)].join('; ');
}

function againstRival(
  { rival, work, total, startup, extraMemory }: ComparedReason | VersionReason,
  who: string,
  plural: boolean,
): string[] {
  const what = [`${who}${onWork(work, rival)}`, inAll(total)].filter(isPresent);
  const does = [onStart(startup, plural), onMemory(extraMemory, plural)].filter(isPresent);
  return isClaim(work) ? [listOf([...what, ...does])] : apart(what, does, plural);
}

function asWell(labels: readonly string[]): string[] {
  return labels.length === 0 ? [] : [`on work ${listOf(labels)} may do as well`];
}

/** Only where the candidate's name says more than the lead: which engine, and with how many workers. */
function subject({ engine, label }: Pick<ComparedReason, 'engine' | 'label'>): string {
  return label === engine || label.startsWith(`${engine} ×`) ? '' : `${label}: `;
}

/** Where work is undecided, what the engine does all the same is a sentence of its own. */
function apart(what: readonly string[], does: readonly string[], plural: boolean): string[] {
  return does.length === 0 ? [...what] : [...what, `${plural ? 'they' : 'it'} ${listOf(does)}`];
}

function isClaim(work: Versus | null): boolean {
  return work !== null && work.ratio !== null && (isDecisive(work) || work.call === 'same');
}

function isPresent(text: string | null): text is string {
  return text !== null;
}

function onWork(work: Versus | null, rival: string): string {
  if (work === null || work.ratio === null) return `not compared with ${rival} on work`;
  if (isDecisive(work)) return `${formatRatio(work.ratio)}× as fast as ${rival} here${interval(work)}`;
  if (work.call === 'same') return `as fast as ${rival} here${interval(work)}`;
  if (work.ci95 === null) return `too few runs to compare with ${rival}`;
  const [low, high] = work.ci95.map(formatRatio);
  return `no significant difference from ${rival} (95 % interval ${low} to ${high})`;
}

function inAll(total: DecisiveVersus | null): string | null {
  return total === null
    ? null
    : `${formatRatio(total.ratio)}× as fast with start-up counted${interval(total)}`;
}

function onStart(startup: DecisiveVersus | null, plural: boolean): string | null {
  if (startup === null) return null;
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
    ? 'nothing is gained by workers'
    : 'no gain by workers was shown';
}

function caveatWords({ label, r, d }: Caveat): string {
  return `but ${label} wanted ${formatRatio(r + d)} cores and got ${formatRatio(r)}, because others used them: a quieter machine may show otherwise`;
}

function interval({ ci95 }: Estimate): string {
  return ci95 === null ? '' : ` (${formatRatio(ci95[0])} to ${formatRatio(ci95[1])})`;
}
