import { usageError } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { readOutside } from '../../../base/files/read-outside.ts';
import { elementsOf } from '../../../base/text/json-elements.ts';

/**
 * The inputs in a file: a JSON array, or a JSON value a line (NDJSON). `-` is stdin.
 * @returns each as it is written: other languages have room for numbers that JavaScript rounds
 * @throws ConcurError (USAGE) naming the line that isn't JSON
 */
export async function readInputs(file: string): Promise<string[]> {
  const text = await readOutside(file, `--input ${file}`, 'Name a file with one JSON value per line.');
  const inputs = isArray(text) ? elementsOf(text) : lines(text, file);
  if (inputs.length === 0) throw usageError(`--input ${file} is empty`, 'Put a JSON value on each line.');
  return inputs;
}

/** Whether it is one array, not lines of arrays. */
function isArray(text: string): boolean {
  if (!text.trimStart().startsWith('[')) return false;
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

function lines(text: string, file: string): string[] {
  return text.split('\n').filter((line, index) => {
    if (line.trim() === '') return false;
    try {
      JSON.parse(line);
      return true;
    } catch (error) {
      throw usageError(
        `--input ${file}, line ${index + 1} is not JSON: ${messageOf(error)}`,
        'Each line is a JSON value: {"id": 1}, "text" or 42.',
      );
    }
  });
}
