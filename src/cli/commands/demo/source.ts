import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { builtFile, packageRoot } from '../../../base/files/package-root.ts';
import type { SourceFile } from '../../../model/documents/report.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import type { Plan, WorkSpec } from '../../../model/trial/plan.ts';
import { workloadSource } from '../../../workloads/index.ts';

/** What is built of small parts has them in files of their own, below these folders. */
const PARTS = [
  join('scenarios', '/'),
  join('src', 'workloads', 'experiments', '/'),
  join('src', 'map', 'hosts', 'simulated', '/'),
];

/**
 * The code of an experiment and of the work that its workers do, as it is written.
 * @param plan null where nothing is planned
 * @param own the experiment's file where the user wrote it
 */
export function sourceOf(name: string, plan: Plan | null, own: string | null): SourceFile[] {
  const works = (plan?.trials ?? []).flatMap(({ slots }) => slots.flatMap(({ work }) => filesOf(work)));
  return withParts([own ?? join('scenarios', `${name}.ts`), ...works]).map(read);
}

/** These files, each once, and behind them the parts that they and their parts are built of. */
function withParts(paths: readonly string[]): string[] {
  const all = new Set(paths);
  // What is added to a set while one goes through it has its turn too.
  for (const path of all) for (const part of partsOf(path)) all.add(part);
  return [...all];
}

function partsOf(path: string): string[] {
  if (!isPart(path)) return [];
  const imports = read(path).text.matchAll(/ from '(\.[^']+)'/g);
  return [...imports].map(([, file = '']) => join(dirname(path), file)).filter(isPart);
}

function isPart(path: string): boolean {
  return PARTS.some((folder) => path.startsWith(folder));
}

function filesOf({ module, params }: WorkSpec): string[] {
  if ('function' in params) return [(params.function as unknown as FunctionSource).file];
  if (module.startsWith(builtFile())) return [workloadSource(basename(module, '.cjs'))];
  // Python's work isn't compiled: what stands in the package is what is run.
  const inPackage = relative(packageRoot(), module);
  return [inPackage.startsWith('..') ? module : inPackage];
}

function read(path: string): SourceFile {
  try {
    return { path, text: readFileSync(resolve(packageRoot(), path), 'utf8') };
  } catch (error) {
    return { path, text: `// not found: ${messageOf(error)}\n` };
  }
}
