import type { DocumentHead } from '../../model/documents/report.ts';
import type { ExportFormat } from '../../report/formats.ts';
import { prepareFormats } from '../../report/formats.ts';
import type { ReportKind } from '../../report/kinds.ts';
import { exitOf } from '../exit-codes.ts';
import type { TypedOptions } from '../options/table.ts';
import type { Output } from '../output.ts';
import { wantedFormats, writeTargets } from './file/targets.ts';

/** Where a report goes, besides its files. */
export interface Destination<Report> {
  readonly output: Output;
  /** The format that stdout gets, or null for text. */
  readonly format: ExportFormat | null;
  printText(report: Report): Promise<void>;
}

/**
 * Writes a report that is complete: files first, so that a closed stdout loses none.
 * @throws whatever kept a file or stdout from being written
 */
export async function writeReport<Report extends DocumentHead<string>>(
  kind: ReportKind,
  report: Report,
  { export: targets = [], jsonStream }: TypedOptions,
  { output, format, printText }: Destination<Report>,
): Promise<void> {
  const render = await prepareFormats(kind, wantedFormats(targets, format));
  const failure = await writeTargets(targets, (wanted) => render(report, wanted));
  // What stdout gets reports the file that it didn't become.
  const shown = failure === null ? report : { ...report, exit: exitOf(failure) };
  if (jsonStream === true) output.print(`${JSON.stringify({ type: 'report', report: shown })}\n`);
  else if (format !== null) output.print(render(shown, format));
  else await printText(shown);
  if (failure !== null) throw failure;
}
