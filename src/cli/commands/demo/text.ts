import type { DemoReport, ScenarioResult } from '../../../model/documents/report.ts';
import type { OutputStyle } from '../../../report/style/output-style.ts';
import { prepareExperimentText } from '../../../report/terminal.ts';
import type { TypedOptions } from '../../options/table.ts';

/** Loads what writes experiments as text: while the workers work, nobody waits for it. */
export function loadText() {
  return prepareExperimentText();
}

/** One experiment as text, or its verdict alone. */
export async function partText(
  result: ScenarioResult,
  { quiet }: TypedOptions,
  style: OutputStyle,
): Promise<string> {
  return (await loadText())[quiet === true ? 'line' : 'full'](result, style);
}

/** What is left to print once each experiment is printed. */
export async function restText(report: DemoReport, style: OutputStyle): Promise<string> {
  return report.options.quiet === true ? '' : (await loadText()).closing(report, style);
}
