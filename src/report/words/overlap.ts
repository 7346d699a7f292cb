import { countOf, listOf } from '../../base/units.ts';
import type { OverlapFindings, SeenCall } from '../../run/judge-overlap.ts';

/** So many calls are named. */
const NAMED = 3;
/** Beyond that, those beside which one began are counted. */
const MOST_BESIDE = 10;

/** How calls overlapped, or that they didn't, in one sentence without its stop. */
export function overlapBecause(found: OverlapFindings): string {
  const { outcome, calls, atOnce, inFlight, atLeast, atMost } = found;
  if (calls.length === 0) return 'it was never called';
  switch (outcome) {
    case 'overlaps':
      return `${wereInFlight(atLeast === null ? inFlight : atOnce)} at once, of ${countOf(calls.length, 'call')}`;
    case 'too-many':
      return `${wereInFlight(inFlight)} at once, where ${atMost} at most were expected${intruder(calls, atMost ?? 0)}`;
    case 'too-few': {
      const few =
        calls.length < (atLeast ?? 0)
          ? `it was called ${calls.length === 1 ? 'once' : `${calls.length} times`} only, and `
          : '';
      return `${few}${wereInFlight(atOnce)} at most at once, where ${atLeast} were expected${late(calls)}${nested(calls)}`;
    }
  }
}

function wereInFlight(calls: number): string {
  return `${countOf(calls, 'call')} ${calls === 1 ? 'was' : 'were'} in flight`;
}

/** Which calls began only when others had ended. */
function late(calls: readonly SeenCall[]): string {
  const waiting = calls.filter(({ after }) => after !== null);
  if (waiting.length === 0) return '';
  const named = waiting
    .slice(0, NAMED)
    .map(({ call, after }) => `call ${call} began only after call ${after} had ended`);
  const rest = waiting.length > NAMED ? `, and ${waiting.length - NAMED} more in the same way` : '';
  return `: ${named.join(', ')}${rest}`;
}

function nested(calls: readonly SeenCall[]): string {
  const own = calls.find(({ madeBy }) => madeBy !== null);
  return own === undefined
    ? ''
    : `; call ${own.call} was made by call ${own.madeBy}, and doesn’t count beside it`;
}

/** The call with which they became too many. */
function intruder(calls: readonly SeenCall[], atMost: number): string {
  const first = calls.find((call) => beside(call, calls).length >= atMost);
  if (first === undefined) return '';
  const others = beside(first, calls).map(({ call }) => call);
  const named = others.length === 1 ? `call ${others[0]}` : `calls ${listOf(others.map(String))}`;
  return `: call ${first.call} began beside ${others.length > MOST_BESIDE ? `${others.length} others` : named}`;
}

/** Those that were in flight when it began. */
function beside({ began }: SeenCall, calls: readonly SeenCall[]): SeenCall[] {
  return calls.filter((other) => other.began < began && (other.ended ?? Infinity) > began);
}
