import { type Dirent, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PythonImport } from './imports.ts';

/** The files of a module, and of the packages that it is in, as `import` finds them: https://docs.python.org/3/reference/import.html */
export function moduleFiles(
  { level, module, names }: PythonImport,
  importer: string,
  root: string,
): string[] {
  const base = level === 0 ? root : join(dirname(importer), ...Array(level - 1).fill('..'));
  const parts = module.split('.').filter((part) => part !== '');
  const path = parts.map((_, i) => join(base, ...parts.slice(0, i + 1)));
  const whole = join(base, ...parts);
  const members = names.map((name) => join(whole, name));
  return [...(level > 0 ? [base] : []), ...path, ...members].flatMap(filesAt);
}

/** A package’s first file, a module, or one that was compiled for this machine. */
function filesAt(path: string): string[] {
  const written = [join(path, '__init__.py'), `${path}.py`].filter(isFile);
  return written.length > 0 ? written : compiledAt(path);
}

function compiledAt(path: string): string[] {
  const folder = dirname(path);
  return entriesOf(folder)
    .map(({ name }) => join(folder, name))
    .filter((file) => file.startsWith(`${path}.`) && file.endsWith('.so'));
}

/** All that is written in Python in the package that a file is in, or beside it: for imports that nobody can see. */
export function wholePackage(file: string): string[] {
  let folder = dirname(file);
  while (isFile(join(folder, '__init__.py')) && isFile(join(dirname(folder), '__init__.py')))
    folder = dirname(folder);
  return pythonFiles(folder);
}

/** Neither what is hidden, nor what is installed. */
function pythonFiles(folder: string): string[] {
  if (isFile(join(folder, 'pyvenv.cfg'))) return [];
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.endsWith('.py')) return isFile(path) ? [path] : [];
    // A link to a folder above would have no end.
    const isOurs =
      entry.isDirectory() && !/^(?:\..*|__pycache__|node_modules|site-packages)$/.test(entry.name);
    return isOurs ? pythonFiles(path) : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
