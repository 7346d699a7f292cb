import type { Readable } from 'node:stream';
import { printable } from '../../base/text/printable.ts';

/**
 * Escape sequences, in seven bits and in eight (ECMA-48), and control characters: a worker's output must not move our
 * cursor. Tabs stay.
 */
const CONTROL =
  /(?:\u001b\[|\u009b)[0-9;?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u0080-\u009f]*(?:\u0007|\u001b\\|\u009c)|\u001b.|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** How many characters of a line are passed on. Whoever prints without a line break would fill our memory otherwise. */
export const LONGEST_LINE = 64 * 1024;

/** Takes text as it comes, and gives whole lines. */
export interface LineSplitter {
  take(text: string): void;
  /** Gives the last line, where that is unfinished. */
  end(): void;
}

/**
 * Only what is new is searched for a line break, so that a line costs the same in whatever pieces it comes.
 * @param longest a longer line is cut there, and says how much of it is missing
 */
export function splitLines(onLine: (line: string) => void, longest = LONGEST_LINE): LineSplitter {
  let line = '';
  let dropped = 0;
  const add = (text: string) => {
    const kept = text.slice(0, longest - line.length);
    line += kept;
    dropped += text.length - kept.length;
  };
  const finish = () => {
    const whole = dropped === 0 ? line : `${line} … (${dropped} more characters were dropped)`;
    line = '';
    dropped = 0;
    onLine(clean(whole));
  };
  return {
    take(text) {
      let from = 0;
      for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
        add(text.slice(from, to));
        finish();
        from = to + 1;
      }
      add(text.slice(from));
    },
    end() {
      if (line !== '') finish();
    },
  };
}

/** Calls `onLine` for each whole line of a stream, cleaned, and for an unfinished last one at its end. */
export function readLines(
  stream: Readable | null | undefined,
  onLine: (line: string) => void,
  longest = LONGEST_LINE,
): Promise<void> {
  // Null where none was asked for, undefined where no file descriptor was left for it.
  if (stream == null) return Promise.resolve();
  const lines = splitLines(onLine, longest);
  return new Promise((resolve) => {
    stream.setEncoding('utf8');
    stream.on('data', lines.take);
    stream.once('close', () => {
      lines.end();
      resolve();
    });
    stream.once('error', () => stream.destroy());
  });
}

/** A line without anything that a terminal would act on, and in which nothing is hidden. */
export function clean(line: string): string {
  return printable(line.replace(CONTROL, ''));
}
