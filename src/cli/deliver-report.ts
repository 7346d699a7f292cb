import type { ExportFormat } from '../model/export-format.ts';
import type { DocumentHead } from '../model/report.ts';
import { type Exporters, readyFor } from '../report/export/exporters.ts';
import { exitOf } from './exit-codes.ts';
import type { Output } from './output.ts';
import { render, wantedFormats, writeTargets } from './targets.ts';
import type { TypedOptions } from './typed-options.ts';

/**
 * Sends a report that is complete: files first, so that a closed stdout loses none.
 * @param onStdout the format that stdout gets, or null for text
 * @throws whatever kept a file or stdout from being written
 */
export async function deliverReport<Report extends DocumentHead<string>>(
  report: Report,
  options: TypedOptions,
  output: Output,
  how: {
    readonly onStdout: ExportFormat | null;
    readonly exporters: Exporters<Report>;
    text(report: Report): string;
  },
): Promise<void> {
  const exporters = await readyFor(wantedFormats(options, how.onStdout), how.exporters);
  const failure = writeTargets(options.export ?? [], report, exporters);
  // What stdout gets tells of the file that it didn't become.
  const told = failure === null ? report : { ...report, exit: exitOf(failure) };
  if (options.jsonStream === true) output.print(`${JSON.stringify({ type: 'report', report: told })}\n`);
  else output.print(how.onStdout === null ? how.text(told) : render(told, how.onStdout, exporters));
  if (failure !== null) throw failure;
}
