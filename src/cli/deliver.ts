import { usageError } from '../base/errors.ts';
import type { DemoReport } from '../model/report.ts';
import { EXPORTERS } from '../report/export/index.ts';
import { demoText, type Page } from '../report/export/text.ts';
import type { TypedOptions } from './options-table.ts';
import type { Output } from './output.ts';
import { stdoutPage } from './page.ts';
import { checkWritable, writeWhole } from './write-file.ts';

/** Checks before the run that every result has a place to go. */
export function prepareDelivery(options: TypedOptions): void {
  const toStdout = [
    ...(options.json === true ? ['--json'] : []),
    ...(options.jsonStream === true ? ['--json-stream'] : []),
    ...(options.export ?? []).filter(({ file }) => file === '-').map(({ format }) => `--export ${format}=-`),
  ];
  if (toStdout.length > 1) {
    throw usageError(
      `${toStdout.join(' and ')} both want stdout`,
      'Send one of them to a file: --export json=FILE.',
    );
  }
  for (const { file } of options.export ?? []) if (file !== '-') checkWritable(file);
}

/** Sends the report where it was asked for: files first, so that a closed stdout loses none. */
export async function deliver(report: DemoReport, options: TypedOptions, output: Output): Promise<void> {
  const targets = options.export ?? [];
  for (const { format, file } of targets) if (file !== '-') writeWhole(file, EXPORTERS[format](report));
  const onStdout = targets.find(({ file }) => file === '-');
  if (onStdout !== undefined) return output.print(EXPORTERS[onStdout.format](report));
  if (options.jsonStream === true) return output.print(`${JSON.stringify({ type: 'report', report })}\n`);
  if (options.json === true) return output.print(EXPORTERS.json(report));
  const page = stdoutPage(options.color);
  if (options.quiet === true) return output.print(verdictLines(report, page));
  return output.print(demoText(report, page));
}

function verdictLines(report: DemoReport, { palette }: Page): string {
  return report.scenarios
    .map(({ name, outcome, because }) => palette.text(`${name}: ${outcome}, because ${because.join('; ')}\n`))
    .join('');
}
