import { usageError } from '../../../base/errors/errors.ts';
import { closest } from '../../../base/errors/suggest.ts';
import { splitReference } from '../../../base/split-reference.ts';
import { listOf } from '../../../base/units.ts';
import { NODE_ENGINES } from '../../../model/engines/engine-names.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import { isFileName, moduleFile } from './module-file.ts';

/** `./work.ts#hashRow`: the module's path, and the name of its export. */
export function readSource(word: string): FunctionSource {
  const [path, name] = splitReference(word);
  if (!isFileName(path)) {
    const meant = closest(word, NODE_ENGINES);
    throw usageError(
      `“${word}” is neither an engine (${listOf(NODE_ENGINES, 'or')}) nor a module`,
      meant === null ? 'Write your own function as ./work.ts#name.' : `Did you mean ${meant}?`,
    );
  }
  const file = moduleFile(path, 'Name a module: ./work.ts#name.');
  return { file, name: name === '' ? null : name };
}
