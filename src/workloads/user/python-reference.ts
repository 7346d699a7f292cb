import { basename, dirname, resolve } from 'node:path';
import { splitReference } from '../../base/split-reference.ts';
import type { Runtime } from '../../model/engines/engine-traits.ts';
import type { FunctionSource, PythonSource } from '../../model/trial/function-source.ts';

/** A function of the user's, in any language. */
export type UserSource = FunctionSource | PythonSource;

const FILE = /\.py$/;
/** `package.module:function`; a workload's parameters have a `=`. */
const BY_NAME = /^([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)$/;

export function isPython(source: UserSource): source is PythonSource {
  return 'module' in source;
}

/** What it runs in; built-in work, too. */
export function runtimeOf(source: UserSource | string | null): Runtime {
  return typeof source === 'object' && source !== null && isPython(source) ? 'python' : 'node';
}

/**
 * The function that a reference names in Python: `./work.py#fn`, or `package.module:fn`, found as `python -m` finds it.
 * Null where it is no such reference; whether there is such a file is for others to see.
 * @param folder the one that paths and modules are found from
 */
export function readPythonReference(reference: string, folder: string): PythonSource | null {
  // Python's way to write it is understood as well: ./work.py:fn
  const typed = reference.replace(/\.py:(?=[\w.]*$)/, '.py#');
  const [, module, function_] = BY_NAME.exec(typed) ?? [];
  if (module !== undefined && function_ !== undefined) return { module, file: null, name: function_, folder };
  const [path, name] = splitReference(typed);
  return FILE.test(path) ? pythonFile(resolve(folder, path), name) : null;
}

/** The function of that name in a file: whose folder is the first that its imports are looked for in, as `python FILE` has it. */
export function pythonFile(file: string, name: string | null): PythonSource {
  const module = basename(file).replace(FILE, '');
  return { module, file, name: name === '' ? null : name, folder: dirname(file) };
}
