import { LESSONS } from '../../../../scenarios/lessons/index.ts';
import { usageError } from '../../../base/errors/errors.ts';
import { closest } from '../../../base/errors/suggest.ts';
import { listOf } from '../../../base/units.ts';
import type { Lesson } from '../../../model/lesson.ts';
import type { Place } from '../../../report/learn/lesson-text.ts';
import type { CourseProgress } from './progress.ts';

/** Those that were named, in the order of the course; else those that are left of it, or all once none is. */
export function chooseLessons(words: readonly string[], progress: CourseProgress): readonly Lesson[] {
  if (words.length === 0) {
    const left = LESSONS.filter(({ name }) => !progress.has(name));
    return left.length === 0 ? LESSONS : left;
  }
  const names = LESSONS.map(({ name }) => name);
  const unknown = words.find((word) => !names.includes(word));
  if (unknown === undefined) return LESSONS.filter(({ name }) => words.includes(name));
  const meant = closest(unknown, names);
  throw usageError(
    `there is no lesson “${unknown}”`,
    meant === null ? `There are ${listOf(names)}.` : `Did you mean concur learn ${meant}?`,
  );
}

/** Where a lesson stands in the course. */
export function placeOf(lesson: Lesson): Place {
  return { number: LESSONS.indexOf(lesson) + 1, of: LESSONS.length };
}

/** The lesson that asks before an experiment. @throws ConcurError (USAGE) where none does */
export function lessonOf(experiments: readonly string[]): Lesson {
  const [name = '', ...more] = experiments;
  const lesson = LESSONS.find(({ experiment }) => experiment === name);
  if (lesson !== undefined && more.length === 0) return lesson;
  throw usageError(
    '--ask needs one experiment that a lesson is about',
    `It is one of ${listOf([...new Set(LESSONS.map(({ experiment }) => experiment))], 'or')}.`,
  );
}
