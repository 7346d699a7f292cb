import { formatRatio } from '../../../base/units.ts';
import type { TakenLesson } from '../../../model/documents/learn.ts';
import type { ScenarioResult } from '../../../model/documents/report.ts';
import { type AddingThread, interleave } from '../../../model/interleaving.ts';
import type { Lesson } from '../../../model/lesson.ts';
import { type JudgedAnswer, judgeAnswer, type Prediction } from '../../../run/learn/judge-answer.ts';

/** What was answered before the run. */
export interface GivenAnswers {
  readonly prediction: Prediction;
  readonly order: readonly AddingThread[] | null;
}

/** A lesson’s entry in the transcript: the answers, beside what the run showed. */
export function takenLesson(
  lesson: Lesson,
  { prediction, order }: GivenAnswers,
  result: ScenarioResult,
): TakenLesson {
  const { name, experiment, question } = lesson;
  const { seen, right, claim, queued } = judgeAnswer(lesson, prediction, result);
  const wordsOf = (answer: Prediction) => {
    if (answer === null || question.kind === 'figure') return answer;
    return question.choices[answer]?.text ?? null;
  };
  return {
    name,
    experiment,
    question: question.text,
    choices: question.kind === 'figure' ? null : question.choices.map(({ text }) => text),
    predicted: wordsOf(prediction),
    seen: wordsOf(seen),
    right,
    claim,
    unseen: whyUnseen({ claim, queued }, result),
    interleaving: order === null ? null : interleave(order),
  };
}

/** Why the run couldn’t show it; null where it did. */
function whyUnseen(
  { claim, queued }: Pick<JudgedAnswer, 'claim' | 'queued'>,
  { because }: ScenarioResult,
): string | null {
  if (claim === null) return because.join('; ');
  if (queued !== null)
    return `other programs ran meanwhile, and these were queued for ${formatRatio(queued)} cores`;
  if (claim.outcome === 'inconclusive') return `${claim.statement}: observed ${claim.observed}`;
  return claim.outcome === 'skipped' ? claim.observed : null;
}
