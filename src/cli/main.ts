import { packageVersion } from '../base/files/package-root.ts';
import { errorReport, sendError } from './error-report.ts';
import { EXIT } from './exit-codes.ts';
import { Output } from './output.ts';
import { asksForVersion, ownWords } from './own-words.ts';
import { leave } from './program/leave.ts';
import { withOwner } from './program/own-code/blame.ts';

/** The whole program. Ends the process. */
export async function main(argv: readonly string[]): Promise<void> {
  const typed = argv.slice(2);
  const own = ownWords(typed);
  const output = new Output();
  // The one place where errors end.
  const fail = async (error: unknown) => leave(sendError(await errorReport(error, own), output));
  process.on('uncaughtException', (thrown) => fail(withOwner(thrown)));
  // Nothing is left to wait for, and the program isn't over: that must never pass for success.
  process.on('beforeExit', () => leave(EXIT.bug));
  let code: number;
  try {
    code = await run(typed, own, output);
  } catch (error) {
    return fail(error);
  }
  leave(code);
}

async function run(typed: readonly string[], own: readonly string[], output: Output): Promise<number> {
  // Asked for often, by scripts: answered before anything is loaded.
  if (asksForVersion(own)) {
    output.print(`${packageVersion()}\n`);
    return EXIT.ok;
  }
  const { runProgram } = await import('./program/program.ts');
  return runProgram(typed, output);
}
