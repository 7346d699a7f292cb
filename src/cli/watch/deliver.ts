import type { ExportFormat } from '../../model/export-format.ts';
import type { WatchReport } from '../../model/watch.ts';
import { WATCH_EXPORTERS } from '../../report/export/watch/index.ts';
import { watchLine, watchText } from '../../report/export/watch/text.ts';
import { deliverReport } from '../deliver-report.ts';
import type { Output } from '../output.ts';
import { stderrPage, stdoutPage } from '../page.ts';
import { stdoutFacts } from '../terminal.ts';
import type { TypedOptions } from '../typed-options.ts';

export const WATCH_FORMATS = ['json', 'csv', 'md', 'text', 'perfetto', 'html'] as const;

/**
 * Sends a report of `watch` to where it is wanted. A command’s stdout is its own: unless it is a terminal, the text goes
 * to stderr then, and only what was asked for by name goes to stdout.
 */
export async function deliverWatch(
  report: WatchReport,
  options: TypedOptions,
  output: Output,
  onStdout: ExportFormat | null,
): Promise<void> {
  const isTheirs = report.command !== null && stdoutFacts().isTTY !== true && onStdout === null;
  const page = await (isTheirs ? stderrPage : stdoutPage)(options.color);
  const write = options.quiet === true ? watchLine : watchText;
  const text = (told: WatchReport) => write(told, page);
  const streams = isTheirs ? output.onStderr() : output;
  await deliverReport(report, options, streams, { onStdout, exporters: WATCH_EXPORTERS, text });
}
