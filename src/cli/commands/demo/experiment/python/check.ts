import { usageError } from '../../../../../base/errors/errors.ts';
import type { Shape } from '../../../../../base/shape/shape.ts';
import { type Lines, lineOf, misspelt } from './lines.ts';

const HINT =
  'docs/own-experiment-python.md lists all fields; concur demo --new NAME.py writes a working experiment.';
const IN_PYTHON: Readonly<Record<string, string>> = { null: 'None', true: 'True', false: 'False' };

/** @throws ConcurError (USAGE) that names the field and its line */
export type Check = (value: unknown, shape: Shape, path: string) => void;

/** Of a file, as it was typed, that has its fields in these lines. */
export function checkOf(typed: string, lines: Lines): Check {
  return (value, shape, path) => {
    const found = shape(value, path);
    if (found === null) return;
    const line = lineOf(found.message, lines);
    const where = line === null ? typed : `${typed}:${line}`;
    throw usageError(
      `${where}: ${inPython(found.message)}`,
      found.hint ?? misspelt(found.message, lines) ?? HINT,
    );
  };
}

/** What JSON has another word for. */
function inPython(message: string): string {
  return message.replace(/(?<=\(it is )(?:null|true|false)(?=\)$)/, (word) => IN_PYTHON[word] ?? word);
}
