import { closest } from '../../base/errors/suggest.ts';
import type { FunctionSource, UnitFunction } from '../../model/trial/function-source.ts';
import { type Exports, loadModule } from './load-module.ts';

/** The module has no such function: the request is at fault, not the user's code. */
export class NoSuchFunctionError extends Error {
  readonly code = 'NO_SUCH_FUNCTION';
}

/** Loads a function from a module of any kind. */
export async function loadFunction({ file, name }: FunctionSource): Promise<UnitFunction> {
  return functionIn(await loadModule(file), { file, name });
}

/** @throws NoSuchFunctionError that names those which are there */
export function functionIn(exports: Exports, { file, name }: FunctionSource): UnitFunction {
  const found = name === null ? defaultOf(exports) : exports[name];
  if (typeof found === 'function') return found as UnitFunction;
  throw new NoSuchFunctionError(complaint(file, name, exports));
}

/** The default export; or the only function that there is. */
function defaultOf(exports: Exports): unknown {
  const { default: standard } = exports;
  if (typeof standard === 'function') return standard;
  const functions = Object.values(exports).filter((value) => typeof value === 'function');
  return functions.length === 1 ? functions[0] : undefined;
}

function complaint(file: string, name: string | null, exports: Exports): string {
  const names = Object.keys(exports).filter((key) => typeof exports[key] === 'function');
  const has = names.length === 0 ? 'it exports no function' : `its functions: ${names.join(', ')}`;
  if (name === null) return `${file} has no default export that is a function (${has})`;
  const meant = closest(name, names);
  return `${file} exports no function ${name} (${has})${meant === null ? '' : `. Did you mean ${meant}?`}`;
}
