import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LESSONS } from '../../scenarios/lessons/index.ts';
import type { Lesson } from '../../src/model/lesson.ts';
import { temporaryFolder } from '../fixtures/captured.ts';

/** A place of its own for the progress of each test. */
export const newState = () => ({ XDG_STATE_HOME: temporaryFolder() });

/** A file of answers that agree with the claims of these lessons, or of ones that don’t. */
export function answersTo(lessons: readonly Lesson[], isRight: boolean): string {
  const file = join(temporaryFolder(), 'answers.json');
  const answers = lessons.map((lesson) => [lesson.name, answerTo(lesson, isRight)]);
  writeFileSync(file, JSON.stringify(Object.fromEntries(answers)));
  return file;
}

function answerTo({ question, hasInterleaving }: Lesson, isRight: boolean): unknown {
  const answer =
    question.kind === 'figure'
      ? isRight
        ? 1
        : 40
      : question.choices.findIndex(({ agrees }) => agrees === isRight) + 1;
  return hasInterleaving === true ? { order: 'ABABAB', answer } : answer;
}

export function lesson(name: string): Lesson {
  const found = LESSONS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no lesson ${name}`);
  return found;
}
