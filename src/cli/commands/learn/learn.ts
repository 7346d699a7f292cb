import { LESSONS } from '../../../../scenarios/lessons/index.ts';
import type { TakenLesson } from '../../../model/documents/learn.ts';
import type { Lesson } from '../../../model/lesson.ts';
import { EXIT } from '../../exit-codes.ts';
import { stdoutStyle } from '../../output/text-outlet.ts';
import type { Answer } from '../../program/command.ts';
import { askAtTerminal } from './ask-at-terminal.ts';
import { unlessCancelled } from './asker.ts';
import { chooseLessons } from './choose-lessons.ts';
import { fileAnswers } from './file-asker.ts';
import { LessonPage } from './lesson-page.ts';
import { lessonsText } from './list-lessons.ts';
import { CourseProgress, progressFile } from './progress.ts';
import { type Classroom, teach } from './teach.ts';

/** `concur learn`: a question, a prediction, the real run, and why it came out so; lesson by lesson. */
export const learn: Answer = async ({ words, options }, output, run) => {
  const progress = new CourseProgress(progressFile(process.env));
  if (options.reset === true) progress.reset();
  const style = await stdoutStyle(options.color);
  if (options.list === true) {
    output.print(lessonsText(progress, style));
    return EXIT.ok;
  }
  const file = options.answers === undefined ? null : fileAnswers(options.answers, LESSONS);
  const lessons = words.length === 0 && file !== null ? file.answered : chooseLessons(words, progress);
  const asker = file?.asker ?? (await askAtTerminal(options, 'learn'));
  const page = new LessonPage(output, options, style);
  const taken: TakenLesson[] = [];
  const keep = (lesson: TakenLesson) => {
    taken.push(lesson);
    progress.add(lesson.name);
  };
  const code = await unlessCancelled(() => takeAll(lessons, { asker, page, options, run }, keep));
  await page.end(taken, progress.lost);
  return code;
};

/** @returns the exit code @throws Cancelled where the learner leaves */
async function takeAll(
  lessons: readonly Lesson[],
  room: Classroom,
  keep: (taken: TakenLesson) => void,
): Promise<number> {
  for (const [index, lesson] of lessons.entries()) {
    if (index > 0) await room.asker.pause(`Next: ${lesson.title}`);
    const outcome = await teach(lesson, room);
    if (typeof outcome === 'number') return outcome;
    keep(outcome);
  }
  return EXIT.ok;
}
