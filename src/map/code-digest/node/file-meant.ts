import { realpathSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { readPackage } from './package-json.ts';

const TYPESCRIPT = /\.(?:[cm]?ts|tsx)$/;
/** What stands for the compiled file that a TypeScript module names, in the order of tsx. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx', '.ts'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};
const FROM_TYPESCRIPT = ['.ts', '.tsx', '.jsx', '.js', '.json', '.node'];
const FROM_JAVASCRIPT = ['.js', '.json', '.node', '.ts', '.tsx', '.jsx'];

/**
 * The file that a path means to a module, as `import` and `require` of Node find it, and tsx where they don’t: with its extension
 * or without, compiled or not, or in a folder of that name.
 * @param importer the module, whose language has a say
 * @returns its real path; null where there is none
 */
export function fileMeant(path: string, importer: string): string | null {
  const main = readPackage(path)?.main;
  const places = [path, ...(main ? [join(path, main), join(path, main, 'index')] : []), join(path, 'index')];
  const candidates = places.flatMap((place) => filesFor(place, TYPESCRIPT.test(importer)));
  const found = candidates.find(isFile);
  return found === undefined ? null : realpathSync(found);
}

function filesFor(path: string, isTypeScript: boolean): string[] {
  const extension = extname(path);
  const bare = path.slice(0, path.length - extension.length);
  const sources = (SOURCES[extension] ?? []).map((source) => bare + source);
  return isTypeScript
    ? [...sources, path, ...FROM_TYPESCRIPT.map((more) => path + more)]
    : [path, ...FROM_JAVASCRIPT.map((more) => path + more), ...sources];
}

/** Whatever stands in a module’s text may be no path at all. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
