import type { AddingThread } from '../../../model/interleaving.ts';
import type { Lesson } from '../../../model/lesson.ts';
import type { Prediction } from '../../../run/learn/judge-answer.ts';
import { type EndingSignal, EXIT_OF_SIGNAL } from '../../exit-codes.ts';

/** Where predictions come from: keys, or a file. */
export interface Asker {
  /** Whether somebody reads what is printed as it comes. */
  readonly isLive: boolean;
  /** @param question as it is shown. @throws Cancelled where the learner leaves */
  predict(lesson: Lesson, question: readonly string[]): Promise<Prediction>;
  /** The order of two threads’ steps; null where none is given. @param task what there is to choose. @throws Cancelled */
  order(lesson: Lesson, task: readonly string[]): Promise<readonly AddingThread[] | null>;
  /** Waits until the learner, or a teacher, wants to go on. @throws Cancelled */
  pause(what: string): Promise<void>;
}

/** The learner has left, with Ctrl-C or Escape, or another signal has ended the prompt. */
export class Cancelled extends Error {
  readonly exitCode: number;

  constructor(by: EndingSignal) {
    super(`left by ${by}`);
    this.exitCode = EXIT_OF_SIGNAL[by];
  }
}

/** An exit code: that of the work, or of leaving where the learner leaves it. */
export async function unlessCancelled(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Cancelled) return error.exitCode;
    throw error;
  }
}
