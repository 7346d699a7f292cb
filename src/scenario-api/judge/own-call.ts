import { formatRatio } from '../../base/units.ts';
import type { AskedCall } from '../../model/setting.ts';
import type { LockVerdict } from '../../stats/lock-verdict.ts';
import { CONTROLS } from '../plan/own-call.ts';
import type { SeenCall } from './calls.ts';

/** The user's own call in all of its rounds. */
export interface OwnCall extends SeenCall {
  /** Why nothing can be told of it; null where something can. */
  readonly doubt: string | null;
}

/**
 * What is known of the user's own call: what was seen in every round, where the controls beside it came out right.
 * @param seen all calls, each as often as it was measured
 * @param isFree whether there is no lock, so that nothing can hold it
 */
export function ownCall(
  seen: readonly SeenCall[],
  { label, language }: AskedCall,
  isFree: boolean,
): OwnCall | null {
  const rounds = seen.filter(({ call }) => call === label);
  const [first] = rounds;
  if (first === undefined) return null;
  const { holds, releases } = CONTROLS[language];
  const held = language === 'python' && isFree ? 'releases' : 'holds';
  const doubt =
    early(rounds) ?? wrong(holds, held, seen) ?? wrong(releases, 'releases', seen) ?? unlike(rounds);
  const figures = { r: middle(rounds, 'r'), d: middle(rounds, 'd'), process: middle(rounds, 'process') };
  return { ...first, ...figures, verdict: doubt === null ? first.verdict : 'unknown', doubt };
}

const VERDICT_OF: Readonly<Record<LockVerdict, (what: string) => string>> = {
  holds: (what) => `holds ${what}`,
  releases: (what) => `releases ${what}`,
  waits: (what) => `waits for something else, and needs neither ${what} nor a core`,
  mixed: (what) => `behaves differently at times: whether it holds ${what} can’t be told`,
  unknown: () => 'gives no evidence here',
};

/** The same in a sentence. */
export function ownCallStory({ call, verdict, doubt }: OwnCall, language: AskedCall['language']): string {
  const what = language === 'node' ? 'the thread' : 'the GIL';
  if (doubt !== null) return `Whether your own ${call} holds ${what} can’t be told: ${doubt}`;
  return `Your own ${call} ${VERDICT_OF[verdict](what)}`;
}

/** Each call once, as it was seen first; the user's own as it was judged. */
export function eachOnce(seen: readonly SeenCall[], own: OwnCall | null): SeenCall[] {
  return seen
    .filter(({ call }, index) => seen.findIndex((other) => other.call === call) === index)
    .map((each) => (each.call === own?.call ? own : each));
}

function early(rounds: readonly SeenCall[]): string | null {
  const isEarly = rounds.some(({ returnsEarly, verdict }) => returnsEarly && verdict !== 'waits');
  return isEarly ? 'it returns before its work is done, or has next to none' : null;
}

function wrong(control: string, expected: LockVerdict, seen: readonly SeenCall[]): string | null {
  const found = seen.find(({ call, verdict }) => call === control && verdict !== expected);
  if (found === undefined) return null;
  const figures = `busy ${formatRatio(found.r)}, queued ${formatRatio(found.d)}`;
  return `in the same run the control “${control}” came out as ${found.verdict} (${figures}), not as ${expected}`;
}

function unlike(rounds: readonly SeenCall[]): string | null {
  const verdicts = [...new Set(rounds.map(({ verdict }) => verdict))];
  return verdicts.length === 1
    ? null
    : `it was seen differently in ${rounds.length} rounds: ${verdicts.join(', ')}`;
}

function middle(rounds: readonly SeenCall[], figure: 'r' | 'd' | 'process'): number | null {
  const values = rounds.map((round) => round[figure]);
  if (!values.every((value) => value !== null)) return null;
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? null;
}
