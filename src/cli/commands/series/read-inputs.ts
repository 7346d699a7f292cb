import { usageError } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { readOutside } from '../../../base/files/read-outside.ts';

/**
 * The inputs in a file: a JSON array, or a JSON value a line (NDJSON). `-` is stdin.
 * @throws ConcurError (USAGE) naming the line that isn't JSON
 */
export async function readInputs(file: string): Promise<unknown[]> {
  const text = await readOutside(file, `--input ${file}`, 'Name a file with one JSON value per line.');
  const inputs = text.trimStart().startsWith('[') ? (whole(text) ?? lines(text, file)) : lines(text, file);
  if (inputs.length === 0) throw usageError(`--input ${file} is empty`, 'Put a JSON value on each line.');
  return inputs;
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
