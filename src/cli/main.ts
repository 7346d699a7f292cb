import { ConcurError } from '../base/errors/errors.ts';
import { messageOf } from '../base/errors/read-thrown.ts';
import { packageVersion } from '../base/files/package-root.ts';
import { EXIT, EXIT_OF_ERROR } from './exit-codes.ts';
import { inFlags } from './flag-hints.ts';
import { Output } from './output.ts';

/** The whole program. Ends the process. */
export async function main(argv: readonly string[]): Promise<void> {
  const typed = argv.slice(2);
  // What stands behind -- belongs to the command that is to be watched.
  const own = typed.includes('--') ? typed.slice(0, typed.indexOf('--')) : typed;
  const output = new Output();
  process.on('uncaughtException', async (error) => process.exit(await reportError(error, own, output)));
  // Nothing is left to wait for, and the program isn't over: that must never pass for success.
  process.on('beforeExit', () => process.exit(EXIT.bug));
  let code: number;
  try {
    code = await run(typed, own, output);
  } catch (error) {
    code = await reportError(error, own, output);
  }
  process.exit(code);
}

async function run(typed: readonly string[], own: readonly string[], output: Output): Promise<number> {
  // Asked for often, by scripts: answered before anything is loaded.
  if (own.includes('-V') || own.includes('--version')) {
    output.print(`${packageVersion()}\n`);
    return EXIT.ok;
  }
  const { runProgram } = await import('./program/program.ts');
  return runProgram(typed, output);
}

/** The one place where errors end: what happened, why, and what to type next. A bug of ours keeps its stack. */
async function reportError(error: unknown, typed: readonly string[], output: Output): Promise<number> {
  const known = error instanceof ConcurError ? inFlags(error) : null;
  const code = known === null ? EXIT.bug : EXIT_OF_ERROR[known.code];
  if (known?.code === 'OUTPUT_CLOSED') return code;
  const trace = typed.includes('--debug') || known === null;
  const text = trace && error instanceof Error ? error.stack : messageOf(error);
  const message = `concur: ${text}${known?.hint == null ? '' : `\n${known.hint}`}\n`;
  const [{ isUtf8 }, { toAscii }] = await Promise.all([
    import('../report/screen/stream-facts.ts'),
    import('../report/style/glyphs.ts'),
  ]);
  output.notify(isUtf8(process.env) ? message : toAscii(message));
  if (known === null) output.notify('This is a bug in concur; please report it with the lines above.\n');
  const isStream = typed.includes('--json-stream');
  const isAsked = isStream || typed.includes('--json');
  if (isAsked && !output.hasPrinted && !output.isLost) {
    const { errorDocument } = await import('./documents/error-document.ts');
    const document = await errorDocument(typed, known ?? error);
    // A stream ends with its report, on one line.
    const text = isStream
      ? JSON.stringify({ type: 'report', report: document })
      : JSON.stringify(document, null, 2);
    output.print(`${text}\n`);
  }
  return code;
}
