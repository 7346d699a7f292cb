import type { TakenLesson } from '../../../model/documents/learn.ts';
import type { ScenarioResult } from '../../../model/documents/report.ts';
import { type AddingThread, interleave } from '../../../model/interleaving.ts';
import type { Lesson } from '../../../model/lesson.ts';
import type { Machine } from '../../../model/machine/machine.ts';
import { unseenWords } from '../../../report/words/lesson.ts';
import { judgeAnswer, type Prediction } from '../../../run/learn/judge-answer.ts';

/** What was answered before the run. */
export interface GivenAnswers {
  readonly prediction: Prediction;
  readonly order: readonly AddingThread[] | null;
}

/** A lesson’s entry in the transcript: the answers, beside what the run showed. */
export function takenLesson(
  lesson: Lesson,
  { prediction, order }: GivenAnswers,
  { result, machine }: { readonly result: ScenarioResult; readonly machine: Machine },
): TakenLesson {
  const { name, experiment, question } = lesson;
  const { seen, right, claim, unseen } = judgeAnswer(lesson, prediction, result, machine);
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
    unseen: unseen === null ? null : unseenWords(unseen),
    interleaving: order === null ? null : interleave(order),
  };
}
