import { isBuiltin } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPathsMatcher, parseTsconfig } from 'get-tsconfig';
import { tsconfigOf } from '../../../workloads/user/tsconfig.ts';
import { fileMeant } from './file-meant.ts';
import { packageFiles, privateFiles } from './package-files.ts';
import { packageOf } from './package-json.ts';

/** Where the files may be that a name means by a tsconfig.json. */
type Aliases = (name: string) => string[];

/**
 * The files outside node_modules that a name means to a module: most often one. None where it is Node’s own or an installed
 * package’s, and none where it can’t be found: it belongs to the code as a part of the module’s text.
 */
export function filesImported(name: string, importer: string, aliases: Aliases): string[] {
  const found = placesFor(name, importer, aliases).flatMap((place) => fileMeant(place, importer) ?? []);
  return [...new Set(found)].filter((file) => !file.includes('/node_modules/'));
}

function placesFor(name: string, importer: string, aliases: Aliases): string[] {
  if (isBuiltin(name)) return [];
  if (name.startsWith('file:')) return pathIn(name);
  // `import` tells the module what stands behind a ? or a #; to `require` it is a part of the path.
  if (/^\.{0,2}\/|^\.\.?$/.test(name)) {
    return [name, name.replace(/[?#].*$/s, '')].map((path) => resolve(dirname(importer), path));
  }
  const own = name.startsWith('#') ? packageOf(importer) : null;
  return own === null ? [...aliases(name), ...packageFiles(name, importer)] : privateFiles(name, own);
}

function pathIn(url: string): string[] {
  try {
    return [fileURLToPath(url)];
  } catch {
    return [];
  }
}

/** Those of the tsconfig.json that a module is run with; it may extend what isn’t installed. */
export function aliasesFor(entry: string): Aliases {
  const path = tsconfigOf(entry);
  if (path === null) return () => [];
  try {
    return createPathsMatcher({ path, config: parseTsconfig(path) }) ?? (() => []);
  } catch {
    return () => [];
  }
}
