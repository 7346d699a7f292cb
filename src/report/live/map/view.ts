import { ConcurError } from '../../../base/errors/errors.ts';
import { isError, stackOf, textOf } from '../../../base/errors/read-thrown.ts';
import { builtFile } from '../../../base/files/package-root.ts';
import type { Failures } from '../../../map/failures.ts';
import type { MapReport, ParallelMapProgress } from '../../../model/parallel-map.ts';
import type { Palette } from '../../style/output-style.ts';

/** Shows a parallelMap while it runs. */
export interface MapView {
  /** Gets what workers print; null where that may go its own way. */
  readonly takeLine: ((worker: string, stream: 'stdout' | 'stderr', line: string) => void) | null;
  update(progress: ParallelMapProgress): void;
  /** Says something that stays. */
  readonly note: (text: string) => void;
  /** Leaves the last state there, and says what failed, and where the workers’ time went where that is known. */
  end(failures: Failures, report?: MapReport | null): void;
}

/** Each failure that is shown with its traceback, and where it came of another error that one's: plain lines. */
export function tracebacks({ shown, hidden }: Failures, palette: Palette): string[] {
  const lines = shown.flatMap((failure) => {
    const [head, ...rest] = traceback(failure);
    return [palette.color.red(palette.text(head ?? '')), ...rest.map((line) => palette.text(line))];
  });
  return hidden > 0 ? [...lines, `and ${hidden} more`] : lines;
}

/** The message, and below it the stack of what a unit threw: where we noticed what became of it says nothing. */
function traceback(failure: unknown): string[] {
  if (!isError(failure)) return [textOf(failure)];
  const { cause } = failure;
  const threwNoError = Object.hasOwn(failure, 'cause') && !isError(cause);
  if (threwNoError || cause instanceof ConcurError) return [failure.message];
  const stack = stackOf(isError(cause) ? cause : failure) ?? '';
  const lines = withoutOurs(stack.split('\n'));
  // What is left may be the message alone, which is there already.
  if (lines.every((line) => failure.message.includes(line.trim()))) return [failure.message];
  return [failure.message, ...lines.map((line) => `  ${line}`)];
}

/** Who called the function at the bottom of it all says nothing: that was us, or Node. */
function withoutOurs(lines: readonly string[]): readonly string[] {
  const ours = builtFile('worker');
  const last = lines.findLastIndex((line) => !line.includes(ours) && !line.includes('(node:internal/'));
  return lines.slice(0, last + 1);
}
