import { readFileSync } from 'node:fs';
import { usageError } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';

/**
 * The inputs in a file: a JSON array, or a JSON value a line (NDJSON). `-` is stdin.
 * @throws ConcurError (USAGE) naming the line that isn't JSON
 */
export function readInputs(file: string): unknown[] {
  const text = read(file);
  const inputs = text.trimStart().startsWith('[') ? (whole(text) ?? lines(text, file)) : lines(text, file);
  if (inputs.length === 0) throw usageError(`--input ${file} is empty`, 'Put a JSON value on each line.');
  return inputs;
}

function read(file: string): string {
  try {
    // A byte order mark is no part of the first value.
    return readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw usageError(
      `--input ${file} can’t be read: ${messageOf(error)}`,
      'Name a file with one JSON value per line.',
    );
  }
}

/** The one array that the file is, or null where it is lines of arrays. */
function whole(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function lines(text: string, file: string): unknown[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line)];
    } catch (error) {
      throw usageError(
        `--input ${file}, line ${index + 1} is not JSON: ${messageOf(error)}`,
        'Each line is a JSON value: {"id": 1}, "text" or 42.',
      );
    }
  });
}
