import { jsonText } from '../../base/text/json-text.ts';
import type { DocumentHead } from '../../model/documents/report.ts';
import type { Shown } from '../../report/document/document.ts';
import { prepareFormats } from '../../report/formats.ts';
import type { ReportKind } from '../../report/kinds.ts';
import { prepareText } from '../../report/terminal.ts';
import { exitOf } from '../exit-codes.ts';
import type { TypedOptions } from '../options/table.ts';
import type { Asked, Command } from '../program/command.ts';
import { wantedFormats, writeTargets } from './file/targets.ts';
import type { Outlets } from './text-outlet.ts';

/**
 * Sends a command's report to all who want it.
 * @param isDry whether nothing was run
 * @throws whatever kept a file or stdout from being written
 */
export async function sendReport<Question extends Asked, Found, Report extends DocumentHead<string>>(
  command: Command<Question, Found, Report>,
  report: Report,
  options: TypedOptions,
  { output, format, text }: Outlets,
  isDry: boolean,
): Promise<void> {
  const announce = async () => (isDry ? null : ((await command.announce?.(report, output, format)) ?? null));
  const printText = async (shown: Report) => {
    const style = await text.style();
    const rest = isDry ? undefined : await command.closing?.(shown, style);
    text.output.print(rest ?? (await wholeText(command.kind, options))(shown, style));
  };
  // Before a document, so that a closed stdout loses nothing of it; behind text, which it may add to.
  let unannounced = format === null ? null : await announce();
  try {
    await writeReport(command.kind, report, options, { output, format, printText }, unannounced);
  } finally {
    if (format === null) unannounced = await announce();
  }
  if (unannounced !== null) throw unannounced;
}

/** The whole report as text, or its shortest answer. */
export async function wholeText(kind: ReportKind, options: TypedOptions) {
  const isShort = options.quiet === true || options.format !== undefined;
  return (await prepareText(kind, shownBy(options)))[isShort ? 'line' : 'full'];
}

/** How much of a report its reader has asked for. */
export function shownBy({ threads, details }: TypedOptions): Shown {
  return { allThreads: threads === true, details: details === true };
}

/** Where a report goes, besides its files. */
interface Destination<Report> extends Omit<Outlets, 'text'> {
  printText(report: Report): Promise<void>;
}

/**
 * Writes a report that is complete: files first, so that a closed stdout loses none.
 * @param lost what could not be written before, or null
 * @throws whatever kept a file or stdout from being written
 */
export async function writeReport<Report extends DocumentHead<string>>(
  kind: ReportKind,
  report: Report,
  options: TypedOptions,
  { output, format, printText }: Destination<Report>,
  lost: unknown = null,
): Promise<void> {
  const { export: targets = [], jsonStream } = options;
  const render = await prepareFormats(kind, wantedFormats(targets, format), shownBy(options));
  const failure = (await writeTargets(targets, (wanted) => render(report, wanted))) ?? lost;
  // What stdout gets reports the file that it didn't become.
  const shown = failure === null ? report : { ...report, exit: exitOf(failure) };
  if (jsonStream === true) output.print(`${jsonText({ type: 'report', report: shown })}\n`);
  else if (format !== null) output.print(render(shown, format));
  else await printText(shown);
  if (failure !== null) throw failure;
}
