import type { ComparedEngine, Comparison } from '../../model/documents/comparison.ts';
import type { RanBy } from '../../model/engines/engines.ts';
import { extraMemory } from './engine-memory.ts';
import { type DecisiveVersus, isDecisive, type Versus, versus } from './versus.ts';

/** Why an engine is recommended, or none is. */
export type EngineReason =
  | { readonly kind: 'nothing-run' }
  | { readonly kind: 'none-finished' }
  /** Commands that took no longer than their shell may take to start. */
  | { readonly kind: 'lost-in-shell-start'; readonly labels: readonly string[] }
  /** The one with the fewest has so many: too few for an interval. */
  | { readonly kind: 'too-few-runs'; readonly runs: number; readonly needed: number }
  | ({ readonly kind: 'alone' } & Chosen)
  | ComparedReason
  | VersionReason;

interface Chosen {
  readonly engine: RanBy;
  /** The candidate's own name. */
  readonly label: string;
}

/** The candidate that was chosen, against a rival. Only what was called faster or slower has a factor. */
export interface ComparedReason extends Chosen {
  readonly kind: 'compared';
  /** The rival's label. */
  readonly rival: string;
  /** On work; null where they weren't compared. */
  readonly work: Versus | null;
  /** With start-up and transfer counted; null unless it is called otherwise than the work, one way or the other. */
  readonly total: DecisiveVersus | null;
  /** At the start; null unless one is called faster. */
  readonly startup: DecisiveVersus | null;
  /** Memory beyond the rival's, as a share of it; null where unknown or about equal. */
  readonly extraMemory: number | null;
  /** Labels of the rest of those that aren't called different from the fastest on work. */
  readonly alsoEqual: readonly string[];
  /** What is to be said against it. */
  readonly caveat: Caveat | null;
  /** Of functions in Python: what threads did in each interpreter of which that can be told. */
  readonly gil: readonly GilFinding[];
}

/** The fastest version of a function, against a rival. */
export type VersionReason = Omit<ComparedReason, 'kind' | 'caveat' | 'gil'> & { readonly kind: 'versions' };

/** What threads of one Python did with its lock (GIL). */
export interface GilFinding {
  /** They wait at it; they wait at another lock, or one that isn't known; they run one at a time, where nobody may read what they wait for; they run at once although there is one; there is none. */
  readonly kind: 'holds' | 'waits-elsewhere' | 'one-at-a-time' | 'releases' | 'absent';
  /** The function's name. */
  readonly work: string;
  /** The threads' label, and the version of their Python. */
  readonly label: string;
  readonly interpreter: string;
  readonly workers: number;
  /** Cores kept busy, and wanted and not got. */
  readonly r: number;
  readonly d: number;
  /** What they cost where there is none; null where it is about what others cost, or others weren't tried. */
  readonly cost: ThreadCost | null;
}

/** The CPU time of threads, as a multiple of what another engine takes for the same in the same Python. */
export interface ThreadCost {
  readonly ratio: number;
  readonly than: 'processes' | 'loop';
}

/** A candidate that was starved by neighbours: on a quieter machine it may be the faster one. */
export interface Caveat {
  readonly label: string;
  /** Cores kept busy, and wanted and not got. */
  readonly r: number;
  readonly d: number;
}

/** Those that weren't chosen. */
export interface Others {
  /** The one to hold it against; null where there is none. */
  readonly rival: ComparedEngine | null;
  readonly alsoEqual: readonly ComparedEngine[];
}

/** What a candidate is against a rival on work, in all, at the start and in memory. */
export function engineReason(
  chosen: ComparedEngine,
  { rival, alsoEqual }: Others,
  comparisons: readonly Comparison[],
): EngineReason {
  const { engine, label } = chosen;
  if (rival === null) return { kind: 'alone', engine, label };
  const [work, total, startup] = (['work', 'total', 'startup'] as const).map((metric) =>
    versus(comparisons, metric, label, rival.label),
  ) as [Versus | null, Versus | null, Versus | null];
  return {
    kind: 'compared',
    engine,
    label,
    rival: rival.label,
    work,
    total: isDecisive(total) && total.call !== work?.call ? total : null,
    startup: isDecisive(startup) ? startup : null,
    extraMemory: extraMemory(chosen, rival),
    alsoEqual: alsoEqual.map((equal) => equal.label),
    caveat: null,
    gil: [],
  };
}
