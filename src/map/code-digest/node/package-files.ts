import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resolveExports, resolveImports } from 'resolve-pkg-maps';
import { type Package, packageOf, readPackage } from './package-json.ts';

/** Both ways to load a module: which of them it will be is not always written where its name is. */
const CONDITIONS = [
  ['node', 'import'],
  ['node', 'require'],
];

/** `@scope/name/sub/path`: a package’s name, and what of it is meant. */
const NAME = /^(@[^/]+\/[^/]+|[^@/][^/]*)\/?(.*)$/;

/** Where the files may be that `#name` means in its package: https://nodejs.org/api/packages.html#subpath-imports */
export function privateFiles(name: string, own: Package): string[] {
  return mapped(own, (conditions) => resolveImports(own.imports as never, name, conditions));
}

/**
 * Where the files may be that the name of a package means: of the importer’s own, or of another one that is linked from
 * node_modules and lies elsewhere, as workspaces are.
 */
export function packageFiles(name: string, importer: string): string[] {
  const [, packageName, path = ''] = NAME.exec(name) ?? [];
  if (packageName === undefined) return [];
  const own = packageOf(importer);
  const isOwn = own !== null && own.name === packageName && own.exports !== null;
  const meant = isOwn ? own : linkedPackage(packageName, importer);
  if (meant === null) return [];
  if (meant.exports === null) return [join(meant.folder, path)];
  return mapped(meant, (conditions) => resolveExports(meant.exports as never, path, conditions));
}

function linkedPackage(name: string, importer: string): Package | null {
  for (let folder = dirname(importer); ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    const found = readPackage(place);
    if (found !== null) return { ...found, folder: realpathSync(place) };
    if (folder === dirname(folder)) return null;
  }
}

function mapped({ folder }: Package, find: (conditions: string[]) => string[]): string[] {
  return CONDITIONS.flatMap((conditions) => {
    try {
      return find(conditions).map((target) => join(folder, target));
    } catch {
      return [];
    }
  });
}
