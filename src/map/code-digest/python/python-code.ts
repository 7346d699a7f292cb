import { relative } from 'node:path';
import type { PythonSource } from '../../../model/trial/function-source.ts';
import type { Code } from '../code.ts';
import { lockFiles } from '../lock-files.ts';
import { reachedFiles } from '../reached-files.ts';
import { importsUnseen, pythonImports } from './imports.ts';
import { moduleFiles, wholePackage } from './module-files.ts';

const LOCKS = ['pylock.toml', 'uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock'];

/**
 * A module of Python’s and all that it imports below the folder that its modules are found in. Where it makes the names of what it
 * imports as it runs, all of its package belongs to it. One that is installed has no files here, and is known by its name alone.
 */
export async function pythonCode({ module, file, folder }: PythonSource): Promise<Code> {
  const entries = file === null ? moduleFiles({ level: 0, module, names: [] }, folder, folder) : [file];
  const files = await reachedFiles(entries, (importer, content) => {
    if (!importer.endsWith('.py')) return [];
    const source = content.toString();
    const seen = pythonImports(source).flatMap((each) => moduleFiles(each, importer, folder));
    return importsUnseen(source) ? [...seen, ...wholePackage(importer)] : seen;
  });
  return { module, files, locks: lockFiles(folder, LOCKS), nameOf: (path) => relative(folder, path) };
}
