import type { ComparedEngine, Comparison } from '../../model/documents/comparison.ts';
import { isOneLoop } from '../../model/engines/engine-names.ts';
import { ENGINES, isEngine, type RanBy } from '../../model/engines/engines.ts';
import { leastMemory } from './engine-memory.ts';
import { type EngineReason, engineReason } from './engine-reason.ts';
import { rankByWork } from './rank.ts';
import { versus } from './versus.ts';

/** The engine to use, or the faster version or command, and why. */
export interface EngineChoice {
  /** Of versions of a function, or commands: the one that was found faster; null where none was. */
  readonly label?: string | null;
  readonly engine: RanBy | null;
  readonly workers: number | null;
  /** The version of its Python, where several ran. */
  readonly interpreter?: string;
  readonly reason: EngineReason;
}

/**
 * The engine to use, and why. None where the runs are too few for an interval.
 *
 * The one with the fastest median work and all that aren't called different from it are equals. Among equals a loop
 * that is the `same` as the fastest wins, being the simplest; otherwise those leave that another equal beats on the
 * total (start-up counts), and of them the one with the least memory wins, where every one's is known, else the fastest.
 */
export function recommendEngine(
  results: readonly ComparedEngine[],
  comparisons: readonly Comparison[],
): EngineChoice {
  const ranking = rankByWork(results);
  if ('reason' in ranking) return { engine: null, workers: null, ...ranking };
  const { ranked } = ranking;
  const [fastest] = ranked;
  const call = (mine: ComparedEngine, other: ComparedEngine, metric: 'work' | 'total') =>
    versus(comparisons, metric, mine.label, other.label)?.call ?? 'inconclusive';
  const equals = ranked.filter((one) => one === fastest || call(one, fastest, 'work') !== 'slower');
  const loops = equals.filter(
    (one) => isOneLoop(one.engine) && (one === fastest || call(one, fastest, 'work') === 'same'),
  );
  const simple = loops.find(({ engine }) => engine === 'loop') ?? loops[0];
  const unbeaten = equals.filter((one) => !equals.some((other) => call(one, other, 'total') === 'slower'));
  const chosen = simple ?? leastMemory(unbeaten) ?? unbeaten[0] ?? fastest;
  const rival = rivalOf(chosen, ranked);
  const alsoEqual = equals.filter((one) => one !== chosen && one !== rival);
  const reason = engineReason(chosen, { rival, alsoEqual }, comparisons);
  const { engine, workers } = chosen;
  return { engine, workers, ...interpreterOf(chosen, ranked), reason };
}

function interpreterOf({ subject }: ComparedEngine, all: readonly ComparedEngine[]) {
  const several = new Set(all.map((one) => one.subject?.interpreterPath)).size > 1;
  return several && subject?.interpreter != null ? { interpreter: subject.interpreter } : {};
}

/** Whom readers want it held against, else the fastest of the rest; in the same interpreter, where there are several. @param ranked by work, the fastest first */
function rivalOf(chosen: ComparedEngine, ranked: readonly ComparedEngine[]): ComparedEngine | null {
  const all = ranked.filter((one) => one !== chosen);
  const inSame = all.filter(({ subject }) => subject?.interpreterPath === chosen.subject?.interpreterPath);
  const others = inSame.length === 0 ? all : inSame;
  const wanted = isEngine(chosen.engine) ? ENGINES[chosen.engine].rival : null;
  return others.find(({ engine }) => engine === wanted) ?? others[0] ?? null;
}
