import type { ScenarioResult } from '../../model/documents/report.ts';
import type { Lesson, Question } from '../../model/lesson.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { Claim } from '../../model/scenario.ts';
import { hasGil } from '../../scenario-api/index.ts';
import { wasQueued } from '../../stats/verdict.ts';

/** What was predicted: the place of a choice, from 0, or a number; null where nothing was. */
export type Prediction = number | null;

/** Why a run couldn’t show the answer. */
export type UnseenReason =
  /** The experiment didn’t come to its claims. */
  | { readonly kind: 'not-judged'; readonly because: readonly string[] }
  | { readonly kind: 'claim-open'; readonly claim: Claim }
  | { readonly kind: 'too-few-cpus'; readonly needed: number; readonly usable: number }
  /** The claim is another one on a Python without a GIL. */
  | { readonly kind: 'no-gil' }
  /** Beside neighbours a claim may hold by what the workers wanted; what they got is the neighbours’ doing. In cores. */
  | { readonly kind: 'queued'; readonly cores: number };

/** A prediction beside what the run showed. */
export interface JudgedAnswer {
  /** The place of the choice that the run showed to be right, or the number; null where it couldn’t. */
  readonly seen: number | null;
  readonly right: boolean | null;
  readonly claim: Claim | null;
  readonly unseen: UnseenReason | null;
}

/**
 * Holds a prediction against the experiment’s own claim, and nothing else: a lesson can’t teach what isn’t so. Pure.
 * @param machine the one that the experiment ran on
 */
export function judgeAnswer(
  lesson: Lesson,
  prediction: Prediction,
  result: ScenarioResult,
  machine: Machine,
): JudgedAnswer {
  const { question } = lesson;
  const claim = result.claims.find(({ id }) => id === lesson.claim) ?? null;
  const unseen = whyUnseen(lesson, claim, result, machine);
  if (claim === null || unseen !== null) return { seen: null, right: null, claim, unseen };
  const seen = seenBy(question, claim.outcome === 'holds', result);
  const right = prediction === null ? null : isRight(question, prediction, seen);
  return { seen, right, claim, unseen };
}

function whyUnseen(
  { needsGil, needsCpus = 1, question }: Lesson,
  claim: Claim | null,
  { because, trials }: ScenarioResult,
  machine: Machine,
): UnseenReason | null {
  if (claim === null) return { kind: 'not-judged', because };
  if (claim.outcome !== 'holds' && claim.outcome !== 'fails') return { kind: 'claim-open', claim };
  const usable = machine.allowedCpus.length;
  if (usable < needsCpus) return { kind: 'too-few-cpus', needed: needsCpus, usable };
  if (needsGil === true && !hasGil(machine)) return { kind: 'no-gil' };
  if (question.kind !== 'figure') return null;
  const d = trials.find(({ label }) => label === question.trial)?.d ?? 0;
  return wasQueued(d) ? { kind: 'queued', cores: d } : null;
}

/** Of several choices that a claim speaks against, nobody knows which is right where it fails. */
function seenBy(question: Question, holds: boolean, { trials }: ScenarioResult): number | null {
  if (question.kind === 'figure') return trials.find(({ label }) => label === question.trial)?.r ?? null;
  const fitting = question.choices.flatMap(({ agrees }, index) => (agrees === holds ? [index] : []));
  return fitting.length === 1 ? (fitting[0] as number) : null;
}

function isRight(question: Question, prediction: number, seen: number | null): boolean | null {
  if (question.kind === 'figure')
    return seen === null ? null : Math.abs(prediction - seen) <= question.tolerance;
  if (seen !== null) return prediction === seen;
  // The claim fails: what agrees with it is wrong, and which of the others is right stays open.
  return question.choices[prediction]?.agrees === true ? false : null;
}
