import type { Lesson } from '../../src/model/lesson.ts';
import { gil } from './gil.ts';

/** The course, in the order of the notes. */
export const LESSONS: readonly Lesson[] = [gil];
