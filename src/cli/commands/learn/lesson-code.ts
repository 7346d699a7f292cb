import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../base/files/package-root.ts';
import type { Lesson } from '../../../model/lesson.ts';
import type { LessonCode } from '../../../report/learn/code-text.ts';

/** The two programs that show by hand what a lesson shows. */
export function lessonCode({ name }: Lesson): [LessonCode, LessonCode] {
  return [codeIn('Node', `${name}.mjs`), codeIn('Python', `${name}.py`)];
}

function codeIn(language: string, file: string): LessonCode {
  const text = readFileSync(join(packageRoot(), 'scenarios', 'lessons', 'code', file), 'utf8');
  return { language: `${language}: ${file}`, text };
}
