import type { ComparedEngine, Comparison } from '../../model/documents/comparison.ts';
import { isOneLoop } from '../../model/engines/engine-names.ts';
import { ENGINES, isEngine } from '../../model/engines/engines.ts';
import { engineReason, type VersionReason } from './engine-reason.ts';
import { hasOwnTime, type Ranking, rankByWork } from './rank.ts';
import type { EngineChoice } from './recommend-engine.ts';
import { versus } from './versus.ts';

/**
 * The version of a function, or the command, that was found faster, and why: the fastest on median work against the first
 * one, or, where it is that itself, against the next. None where they aren't called different.
 */
export function recommendVersion(
  results: readonly ComparedEngine[],
  comparisons: readonly Comparison[],
): EngineChoice {
  const lost = results.filter((one) => one.runs > 0 && !hasOwnTime(one)).map(({ label }) => label);
  const ranking: Ranking =
    lost.length > 0 ? { reason: { kind: 'lost-in-shell-start', labels: lost } } : rankByWork(results);
  if ('reason' in ranking) return { label: null, engine: null, workers: null, ...ranking };
  const [fastest, ...others] = ranking.ranked;
  const rival = others.find((one) => one === results[0]) ?? others[0] ?? null;
  const call = (one: ComparedEngine) => versus(comparisons, 'work', one.label, fastest.label)?.call;
  const alsoEqual = others.filter((one) => one !== rival && call(one) !== 'slower');
  const reason = engineReason(fastest, { rival, alsoEqual }, comparisons);
  const { engine, workers, label } = fastest;
  if (reason.kind !== 'compared') return { label: null, engine, workers, reason };
  const isFaster = reason.work?.call === 'faster';
  const { caveat: _, gil: __, ...found } = reason;
  return { label: isFaster ? label : null, engine, workers, reason: ofVersions(found) };
}

/** Nothing is started for one loop; and what threads add to a process is no measure of the function. */
function ofVersions(found: Omit<VersionReason, 'kind'> & { readonly kind: string }): VersionReason {
  const { engine, startup, extraMemory } = found;
  return {
    ...found,
    kind: 'versions',
    startup: isOneLoop(engine) ? null : startup,
    extraMemory: isEngine(engine) && ENGINES[engine].home === 'processes' ? extraMemory : null,
  };
}
