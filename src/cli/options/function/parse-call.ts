import { usageError } from '../../../base/errors/errors.ts';
import type { AskedCall } from '../../../model/setting.ts';
import { readSource } from './named-function.ts';

const MODULE = /\.[cm]?[jt]sx?(?:[#:]|$)/;

/**
 * `module:function` of Python, or `./work.mjs#name` of Node.
 * @throws ConcurError (USAGE) for anything else
 */
export function parseCall(text: string): AskedCall {
  if (MODULE.test(text)) {
    // Python's way to write it is understood as well: ./work.mjs:name
    return { language: 'node', label: text, ...readSource(text.replace(/:(?=[^/:]*$)/, '#')) };
  }
  const [, module, name] = /^([\w.]+):([\w.]+)$/.exec(text) ?? [];
  if (module === undefined || name === undefined) {
    throw usageError(
      `--call ${text} names no function`,
      'Write module:function for Python, or ./work.mjs#name for Node.',
    );
  }
  return { language: 'python', label: `${name}()`, module, name, folder: process.cwd() };
}
