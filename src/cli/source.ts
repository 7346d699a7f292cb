import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { packageRoot } from '../base/package-root.ts';
import type { ScenarioResult, SourceFile } from '../model/report.ts';

/** The code of an experiment and of the work that its workers did, as it is written. */
export function sourceOf({ name }: ScenarioResult): SourceFile[] {
  const scenario = read(join('scenarios', `${name}.ts`));
  const workloads = [...scenario.text.matchAll(/workloadModule\('([a-z-]+)'\)/g)].map(
    (match) => match[1] as string,
  );
  return [scenario, ...new Set(workloads)].map((file) =>
    typeof file === 'string' ? read(join('src', 'workloads', `${basename(file)}.ts`)) : file,
  );
}

function read(path: string): SourceFile {
  try {
    return { path, text: readFileSync(join(packageRoot(), path), 'utf8') };
  } catch (error) {
    return { path, text: `// not found: ${messageOf(error)}\n` };
  }
}
