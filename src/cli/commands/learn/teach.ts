import type { TakenLesson } from '../../../model/documents/learn.ts';
import { interleave } from '../../../model/interleaving.ts';
import type { Lesson } from '../../../model/lesson.ts';
import { codeLines } from '../../../report/learn/code-text.ts';
import { interleavingLines, orderLines } from '../../../report/learn/interleaving-text.ts';
import { answerLines, choiceLines, questionLines, titleLines } from '../../../report/learn/lesson-text.ts';
import { EXIT } from '../../exit-codes.ts';
import type { TypedOptions } from '../../options/table.ts';
import type { RunCommand } from '../../program/command.ts';
import type { Asker } from './asker.ts';
import { placeOf } from './choose-lessons.ts';
import { lessonCode } from './lesson-code.ts';
import type { LessonPage } from './lesson-page.ts';
import { runExperiment, Unprinted } from './run-experiment.ts';
import { type GivenAnswers, takenLesson } from './taken-lesson.ts';

/** Who is asked, where it is read, and what was typed. */
export interface Classroom {
  readonly asker: Asker;
  readonly page: LessonPage;
  readonly options: TypedOptions;
  readonly run: RunCommand;
}

/**
 * One lesson: asks, runs, shows.
 * @returns its entry in the transcript, or the exit code that ends the course
 * @throws Cancelled where the learner leaves
 */
export async function teach(
  lesson: Lesson,
  { asker, page, options, run }: Classroom,
): Promise<TakenLesson | number> {
  const given = await ask(lesson, asker, page);
  const { found, code } = await runExperiment(lesson.experiment, lessonRun(options), new Unprinted(), run);
  // That a claim fails here is a result like any other.
  if (found === null || (code !== EXIT.ok && code !== EXIT.fails)) return code;
  if (options.teacher === true) await asker.pause('What did the kernel see?');
  const taken = takenLesson(lesson, given, found);
  page.say(answerLines(lesson, taken, page.style));
  if (options.source === true) page.say(codeLines(lessonCode(lesson), page.style));
  return taken;
}

/** What the learner predicts. On a terminal the question stands with its prompt, and not among the results. */
export async function ask(lesson: Lesson, asker: Asker, page: LessonPage): Promise<GivenAnswers> {
  const { style } = page;
  const title = titleLines(lesson, placeOf(lesson), style);
  const task = page.shown([...title, ...orderLines(style)]);
  const order = lesson.hasInterleaving === true ? await asker.order(lesson, task) : null;
  if (order !== null) page.say(interleavingLines(interleave(order), style));
  const asked = [...title, ...questionLines(lesson, style)];
  if (!asker.isLive) page.say([...asked, ...choiceLines(lesson, style)]);
  return { order, prediction: await asker.predict(lesson, page.shown(asked)) };
}

/** Seconds, not half a minute, and on the Python that was named. */
function lessonRun({ python, progress, color, timeout, debug }: TypedOptions): TypedOptions {
  const typed = { python, progress, color, timeout, debug };
  const given = Object.entries(typed).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), quick: true };
}
