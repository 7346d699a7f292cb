import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { packageRoot } from '../base/package-root.ts';
import type { Plan } from '../model/plan.ts';
import type { SourceFile } from '../model/report.ts';

/** The code of an experiment and of the work that its workers do, as it is written. */
export function sourceOf(name: string, plan: Plan): SourceFile[] {
  const modules = plan.trials.flatMap(({ slots }) => slots.map(({ work }) => basename(work.module, '.cjs')));
  const workloads = [...new Set(modules)].map((module) => join('src', 'workloads', `${module}.ts`));
  return [join('scenarios', `${name}.ts`), ...workloads].map(read);
}

function read(path: string): SourceFile {
  try {
    return { path, text: readFileSync(join(packageRoot(), path), 'utf8') };
  } catch (error) {
    return { path, text: `// not found: ${messageOf(error)}\n` };
  }
}
