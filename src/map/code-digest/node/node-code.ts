import { realpath } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { usageError } from '../../../base/errors/errors.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import type { Code } from '../code.ts';
import { lockFiles } from '../lock-files.ts';
import { reachedFiles } from '../reached-files.ts';
import { filesImported, programOf } from './files-imported.ts';
import { importedNames } from './imported-names.ts';
import { packageOf } from './package-json.ts';

/** All else (JSON, WebAssembly, add-ons) imports nothing. Node takes a file without an extension for JavaScript. */
const IMPORTS = /\.(?:[cm]?[jt]s|[jt]sx)$|\/[^/.]+$/;

const LOCKS = [
  'npm-shrinkwrap.json',
  'package-lock.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
];

/** A module of Node’s and all that it imports outside node_modules. @throws ConcurError (USAGE) where it isn’t there */
export async function nodeCode({ file }: FunctionSource): Promise<Code> {
  const entry = await realpath(file).catch(() => {
    throw usageError(`there is no file ${file}`);
  });
  const program = programOf(entry);
  const files = await reachedFiles([entry], (importer, content) => {
    const names = IMPORTS.test(importer) ? importedNames(content.toString()) : [];
    return names.flatMap((name) => filesImported(name, importer, program));
  });
  const home = dirname(entry);
  const nameOf = (path: string) => placeInPackage(path, home);
  return { module: nameOf(entry), files, locks: lockFiles(packageOf(entry)?.folder ?? home, LOCKS), nameOf };
}

/** By its own package: where that lies, and what it lies beside, differs from host to host. */
function placeInPackage(file: string, home: string): string {
  const own = packageOf(file);
  return own === null ? relative(home, file) : `${own.name ?? ''}/${relative(own.folder, file)}`;
}
