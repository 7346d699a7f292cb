/** A call, by its place in the order of beginnings. */
export interface SeenCall {
  /** From 1. */
  readonly call: number;
  /** Its place in the order of all beginnings and ends, from 1. */
  readonly began: number;
  /** The place of its end in the same order; null while it is in flight. */
  readonly ended: number | null;
  /** The call that had ended last when this one began; null where none had. */
  readonly after: number | null;
  /** The call whose own code made it, or null. */
  readonly madeBy: number | null;
}

/** What was seen of a function's calls. */
export interface SeenCalls {
  readonly calls: readonly SeenCall[];
  /** The most calls in flight at once. */
  readonly inFlight: number;
  /** The same without those that waited for a call which they had made themselves. */
  readonly atOnce: number;
}

export interface OverlapFindings extends SeenCalls {
  readonly outcome: 'overlaps' | 'too-few' | 'too-many';
  readonly atLeast: number | null;
  readonly atMost: number | null;
}

/** Whether calls overlapped as was expected. Pure. */
export function judgeOverlap(
  seen: SeenCalls,
  { atLeast, atMost }: { readonly atLeast: number | null; readonly atMost: number | null },
): OverlapFindings {
  const isTooMany = atMost !== null && seen.inFlight > atMost;
  const isTooFew = seen.calls.length === 0 || (atLeast !== null && seen.atOnce < atLeast);
  const outcome = isTooMany ? 'too-many' : isTooFew ? 'too-few' : 'overlaps';
  return { ...seen, outcome, atLeast, atMost };
}
