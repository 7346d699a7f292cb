import type { CoresReport } from '../model/cores-report.ts';
import type { ExportFormat } from '../model/export-format.ts';
import { CORES_EXPORTERS } from '../report/export/cores/index.ts';
import { coresLine, coresText, recommendationText } from '../report/export/cores/text.ts';
import type { Page } from '../report/page.ts';
import { deliverReport } from './deliver-report.ts';
import type { Output } from './output.ts';
import type { TypedOptions } from './typed-options.ts';

/** Sends a report of `cores` to where it is wanted. */
export async function deliverCores(
  report: CoresReport,
  page: Page,
  options: TypedOptions,
  output: Output,
  onStdout: ExportFormat | null,
): Promise<void> {
  const text = (told: CoresReport) => {
    const main = options.quiet === true ? coresLine(told, page) : coresText(told, page);
    if (options.recommend !== true) return main;
    const advice = recommendationText(told, page);
    return options.quiet === true ? advice : `${main}\n${advice}`;
  };
  await deliverReport(report, options, output, { onStdout, exporters: CORES_EXPORTERS, text });
}
