import { isBuiltin } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPathsMatcher, parseTsconfig } from 'get-tsconfig';
import { tsconfigOf } from '../../../workloads/user/tsconfig.ts';
import { fileMeant } from './file-meant.ts';
import { packageFiles, privateFiles } from './package-files.ts';
import { packageOf } from './package-json.ts';

/** What holds for all modules of a program. */
export interface Program {
  /** Where the files may be that a name means by its tsconfig.json. */
  readonly aliases: (name: string) => string[];
  /** Its package’s folder where that is installed itself; else nothing. */
  readonly installed: string;
}

/**
 * The files outside node_modules that a name means to a module: most often one. None where it is Node’s own or an installed
 * package’s, and none where it can’t be found: it belongs to the code as a part of the module’s text.
 */
export function filesImported(name: string, importer: string, program: Program): string[] {
  const { aliases, installed } = program;
  const found = placesFor(name, importer, aliases).flatMap((place) => fileMeant(place, importer) ?? []);
  return [...new Set(found)].filter((file) => {
    const path = file.startsWith(installed) ? file.slice(installed.length) : file;
    return !/(?:^|\/)node_modules\//.test(path);
  });
}

function placesFor(name: string, importer: string, aliases: Program['aliases']): string[] {
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

export function programOf(entry: string): Program {
  const [installed = ''] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(entry) ?? [];
  return { aliases: aliasesFor(entry), installed };
}

/** Those of the tsconfig.json that a module is run with; it may extend what isn’t installed. */
function aliasesFor(entry: string): Program['aliases'] {
  const path = tsconfigOf(entry);
  if (path === null) return () => [];
  try {
    return createPathsMatcher({ path, config: parseTsconfig(path) }) ?? (() => []);
  } catch {
    return () => [];
  }
}
