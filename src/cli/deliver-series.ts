import type { CompareReport } from '../model/comparison.ts';
import type { ExportFormat } from '../model/export-format.ts';
import type { ScaleReport } from '../model/scaling.ts';
import { COMPARE_EXPORTERS } from '../report/export/compare/index.ts';
import { compareLine, compareText } from '../report/export/compare/text.ts';
import { SCALE_EXPORTERS } from '../report/export/scale/index.ts';
import { scaleLine, scaleText } from '../report/export/scale/text.ts';
import type { Page } from '../report/page.ts';
import { deliverReport } from './deliver-report.ts';
import type { Output } from './output.ts';
import type { TypedOptions } from './typed-options.ts';

/** Sends a report of `compare` to where it is wanted. */
export async function deliverCompare(
  report: CompareReport,
  page: Page,
  options: TypedOptions,
  output: Output,
  onStdout: ExportFormat | null,
): Promise<void> {
  const write = options.quiet === true ? compareLine : compareText;
  const text = (told: CompareReport) => write(told, page);
  await deliverReport(report, options, output, { onStdout, exporters: COMPARE_EXPORTERS, text });
}

/** Sends a report of `scale` to where it is wanted. */
export async function deliverScale(
  report: ScaleReport,
  page: Page,
  options: TypedOptions,
  output: Output,
  onStdout: ExportFormat | null,
): Promise<void> {
  const write = options.quiet === true ? scaleLine : scaleText;
  const text = (told: ScaleReport) => write(told, page);
  await deliverReport(report, options, output, { onStdout, exporters: SCALE_EXPORTERS, text });
}
