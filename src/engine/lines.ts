import type { Readable } from 'node:stream';

/** Escape sequences and control characters: a worker's output must not move our cursor. Tabs stay. */
const CONTROL =
  /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|.)|[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** Calls `onLine` for each whole line of a stream, cleaned, and for an unfinished last one at its end. */
export function readLines(
  stream: Readable | null | undefined,
  onLine: (line: string) => void,
): Promise<void> {
  // Null where none was asked for, undefined where no file descriptor was left for it.
  if (stream == null) return Promise.resolve();
  return new Promise((resolve) => {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(clean(line));
    });
    stream.once('close', () => {
      if (rest !== '') onLine(clean(rest));
      resolve();
    });
    stream.once('error', () => stream.destroy());
  });
}

/** A line without anything that a terminal would act on. */
export function clean(line: string): string {
  return line.replace(CONTROL, '');
}
