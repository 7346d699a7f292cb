import type { ScenarioResult } from '../../model/documents/report.ts';
import type { Lesson, Question } from '../../model/lesson.ts';
import type { Claim } from '../../model/scenario.ts';
import { wasQueued } from '../../stats/verdict.ts';

/** What was predicted: the place of a choice, from 0, or a number; null where nothing was. */
export type Prediction = number | null;

/** A prediction beside what the run showed. */
export interface JudgedAnswer {
  /** The place of the choice that the run showed to be right, or the number; null where it couldn’t. */
  readonly seen: number | null;
  readonly right: boolean | null;
  readonly claim: Claim | null;
  /** Cores that its workers were queued for, where that hides how many they would keep busy; else null. */
  readonly queued: number | null;
}

/** Holds a prediction against the experiment’s own claim, and nothing else: a lesson can’t teach what isn’t so. Pure. */
export function judgeAnswer(
  { claim: id, question }: Lesson,
  prediction: Prediction,
  result: ScenarioResult,
): JudgedAnswer {
  const claim = result.claims.find((one) => one.id === id) ?? null;
  const queued = queuedIn(question, result);
  const isDecided =
    queued === null && claim !== null && (claim.outcome === 'holds' || claim.outcome === 'fails');
  const seen = isDecided ? seenBy(question, claim.outcome === 'holds', result) : null;
  const right = isDecided && prediction !== null ? isRight(question, prediction, claim, seen) : null;
  return { seen, right, claim, queued };
}

/** Beside neighbours a claim rests on what the workers wanted, and may hold; what they got is the neighbours’ doing. */
function queuedIn(question: Question, { trials }: ScenarioResult): number | null {
  if (question.kind !== 'figure') return null;
  const d = trials.find(({ label }) => label === question.trial)?.d ?? null;
  return d !== null && wasQueued(d) ? d : null;
}

/** Of several choices that a claim speaks against, nobody knows which is right where it fails. */
function seenBy(question: Question, holds: boolean, { trials }: ScenarioResult): number | null {
  if (question.kind === 'figure') return trials.find(({ label }) => label === question.trial)?.r ?? null;
  const fitting = question.choices.flatMap(({ agrees }, index) => (agrees === holds ? [index] : []));
  return fitting.length === 1 ? (fitting[0] as number) : null;
}

function isRight(question: Question, prediction: number, claim: Claim, seen: number | null): boolean | null {
  if (question.kind === 'figure')
    return seen === null ? null : Math.abs(prediction - seen) <= question.tolerance;
  if (seen !== null) return prediction === seen;
  return claim.outcome === 'fails' && question.choices[prediction]?.agrees === true ? false : null;
}
