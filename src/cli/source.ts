import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { packageRoot } from '../base/package-root.ts';
import type { Plan } from '../model/plan.ts';
import type { SourceFile } from '../model/report.ts';
import { workloadSource } from '../workloads/index.ts';

/** The code of an experiment and of the work that its workers do, as it is written. */
export function sourceOf(name: string, plan: Plan): SourceFile[] {
  const modules = plan.trials.flatMap(({ slots }) => slots.map(({ work }) => work.module));
  const workloads = [...new Set(modules)].map(sourceOfWork);
  return [join('scenarios', `${name}.ts`), ...workloads].map(read);
}

/** Node's work was compiled; Python's is what is run. */
function sourceOfWork(module: string): string {
  return module.endsWith('.cjs') ? workloadSource(basename(module, '.cjs')) : relative(packageRoot(), module);
}

function read(path: string): SourceFile {
  try {
    return { path, text: readFileSync(join(packageRoot(), path), 'utf8') };
  } catch (error) {
    return { path, text: `// not found: ${messageOf(error)}\n` };
  }
}
