import type { ConcurError } from '../base/errors/errors.ts';
import { messageOf, stackOf } from '../base/errors/read-thrown.ts';
import { jsonText } from '../base/text/json-text.ts';
import { EXIT, EXIT_OF_ERROR, knownError } from './exit-codes.ts';
import { inFlags } from './flag-hints.ts';
import type { Output } from './output.ts';

/** How an error ends the program: its exit code, and what the streams get. */
export interface ErrorReport {
  readonly code: number;
  readonly stderr: string;
  /** The document, where one was asked for; else nothing. */
  readonly stdout: string;
}

/** What happened, why, and what to type next. A bug of ours keeps its stack. @param typed as ownWords gives it */
export async function errorReport(error: unknown, typed: readonly string[]): Promise<ErrorReport> {
  const found = knownError(error);
  const known = found === null ? null : inFlags(found);
  const code = known === null ? EXIT.bug : EXIT_OF_ERROR[known.code];
  if (known?.code === 'OUTPUT_CLOSED') return { code, stderr: '', stdout: '' };
  return {
    code,
    stderr: await linesOf(known ?? error, known, typed),
    stdout: await documentOf(known ?? error, typed),
  };
}

/** Sends it where it belongs; no document to a stdout that has something already. @returns the exit code */
export function sendError({ code, stderr, stdout }: ErrorReport, output: Output): number {
  if (stderr !== '') output.notify(stderr);
  if (stdout !== '' && !output.hasPrinted && !output.isLost) output.print(stdout);
  return code;
}

async function linesOf(error: unknown, known: ConcurError | null, typed: readonly string[]): Promise<string> {
  const stack = typed.includes('--debug') || known === null ? stackOf(error) : null;
  const text = stack ?? messageOf(error);
  const message = `concur: ${text}${known?.hint == null ? '' : `\n${known.hint}`}\n`;
  const [{ isUtf8 }, { makePalette, NO_COLORS }] = await Promise.all([
    import('../report/screen/stream-facts.ts'),
    import('../report/style/output-style.ts'),
  ]);
  // It may quote anything: a file, an environment variable, what a function threw.
  const shown = makePalette({ color: NO_COLORS, unicode: isUtf8(process.env) }).text(message);
  const bug = 'This is a bug in concur; please report it with the lines above.\n';
  return `${shown}${known === null ? bug : ''}`;
}

async function documentOf(error: unknown, typed: readonly string[]): Promise<string> {
  const isStream = typed.includes('--json-stream');
  if (!isStream && !typed.includes('--json')) return '';
  const { errorDocument } = await import('./documents/error-document.ts');
  const report = await errorDocument(typed, error);
  // A stream ends with its report, on one line.
  return `${isStream ? jsonText({ type: 'report', report }) : jsonText(report, 2)}\n`;
}
