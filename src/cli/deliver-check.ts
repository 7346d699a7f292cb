import type { CheckReport } from '../model/check.ts';
import type { ExportFormat } from '../model/export-format.ts';
import { CHECK_EXPORTERS } from '../report/export/check/index.ts';
import { checkLine, checkListText, checkText } from '../report/export/check/text.ts';
import type { Page } from '../report/page.ts';
import { deliverReport } from './deliver-report.ts';
import { tellGithub } from './github.ts';
import type { Output } from './output.ts';
import type { TypedOptions } from './typed-options.ts';

/** Sends a report of `check` to where it is wanted. */
export async function deliverCheck(
  report: CheckReport,
  page: Page,
  options: TypedOptions,
  output: Output,
  onStdout: ExportFormat | null,
): Promise<void> {
  const isListing = isCheckListing(options);
  const write = isListing ? checkListText : options.quiet === true ? checkLine : checkText;
  const text = (told: CheckReport) => write(told, page);
  const tell = () => {
    if (!isListing) tellGithub(report, output, process.env, onStdout);
  };
  // First, so that a closed stdout loses nothing of it.
  if (onStdout !== null) tell();
  await deliverReport(report, options, output, { onStdout, exporters: CHECK_EXPORTERS, text });
  if (onStdout === null) tell();
}

/** Whether the checks are only to be named. */
export function isCheckListing({ list, dryRun }: TypedOptions): boolean {
  return list === true || dryRun === true;
}
