import { LESSONS } from '../../../../scenarios/lessons/index.ts';
import { table } from '../../../report/style/layout.ts';
import type { OutputStyle } from '../../../report/style/output-style.ts';
import type { CourseProgress } from './progress.ts';

const COLUMNS = [
  { title: 'taken', align: 'left' },
  { title: 'lesson', align: 'left' },
  { title: 'question', align: 'left', wraps: true },
] as const;

/** The lessons in their order, and which were taken. */
export function lessonsText(progress: CourseProgress, { palette, width }: OutputStyle): string {
  const rows = LESSONS.map(({ name, question }) => [
    progress.has(name) ? palette.glyphs.marks.holds : '',
    name,
    palette.text(question.text),
  ]);
  return `${table(COLUMNS, rows, width).join('\n')}\n`;
}
