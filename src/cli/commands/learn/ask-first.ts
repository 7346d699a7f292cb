import { answerLines } from '../../../report/learn/lesson-text.ts';
import { stdoutStyle } from '../../output/text-outlet.ts';
import type { Answer } from '../../program/command.ts';
import { askAtTerminal } from './ask-at-terminal.ts';
import { unlessCancelled } from './asker.ts';
import { lessonOf } from './choose-lessons.ts';
import { LessonPage } from './lesson-page.ts';
import { runExperiment } from './run-experiment.ts';
import { takenLesson } from './taken-lesson.ts';
import { ask } from './teach.ts';

/** `concur demo NAME --ask`: the question of its lesson, then the experiment as ever, then the prediction beside it. */
export const askFirst: Answer = async ({ words, options: { ask: _, ...options } }, output, run) => {
  const lesson = lessonOf(words);
  const asker = await askAtTerminal(options, 'demo --ask');
  const page = new LessonPage(output, options, await stdoutStyle(options.color));
  return unlessCancelled(async () => {
    const given = await ask(lesson, asker, page);
    const { found, code } = await runExperiment(lesson.experiment, options, output, run);
    if (found !== null) page.say(['', ...answerLines(lesson, takenLesson(lesson, given, found), page.style)]);
    return code;
  });
};
