import type { RunEvent } from '../model/events.ts';
import type { ExportFormat } from '../model/export-format.ts';
import type { DemoReport, ScenarioResult } from '../model/report.ts';
import { readyFor } from '../report/export/exporters.ts';
import { exitOf } from './exit-codes.ts';
import type { Output } from './output.ts';
import { printEvent } from './plain-event.ts';
import { checkTargets, render, wantedFormats, writeTargets } from './targets.ts';
import type { TypedOptions } from './typed-options.ts';

/** What `demo` exports to. */
const DEMO_FORMATS = ['json', 'csv', 'md', 'text', 'perfetto', 'html'] as const;

/** Where a run's results go. */
export interface Delivery {
  /** Takes in what happens, for formats that are written as it happens. */
  take(event: RunEvent): void;
  /** Prints one result that is complete. */
  scenario(result: ScenarioResult): Promise<void>;
  /** Sends the whole report: files first, so that a closed stdout loses none. */
  report(report: DemoReport): Promise<void>;
}

/** Checks before the run that every result has a place to go. */
export function prepareDelivery(options: TypedOptions, output: Output): Delivery {
  const onStdout = checkTargets(options, DEMO_FORMATS);
  const isText = onStdout === null && options.jsonStream !== true;
  return {
    take(event) {
      // Loaded while the workers work, so that nobody waits for it at the end.
      if (event.type === 'trial-go' && isText) setImmediate(() => void textTools());
      if (options.jsonStream === true) printEvent(event, output);
    },
    async scenario(result) {
      if (isText) output.print(await scenarioPart(result, options));
    },
    async report(report) {
      const targets = options.export ?? [];
      const formats = wantedFormats(options, onStdout);
      const ready = formats.length === 0 ? {} : await exporters(formats);
      const failure = writeTargets(targets, report, ready);
      // What stdout gets tells of the file that it didn't become.
      const told = failure === null ? report : { ...report, exit: exitOf(failure) };
      if (onStdout !== null) output.print(render(told, onStdout, ready));
      else if (isText) output.print(await closingPart(told, options));
      else output.print(`${JSON.stringify({ type: 'report', report: told })}\n`);
      if (failure !== null) throw failure;
    },
  };
}

async function exporters(formats: readonly ExportFormat[]) {
  return readyFor<DemoReport>(formats, (await import('../report/export/demo/index.ts')).DEMO_EXPORTERS);
}

async function textTools() {
  const [text, { stdoutPage }] = await Promise.all([
    import('../report/export/demo/text.ts'),
    import('./page.ts'),
  ]);
  return { ...text, stdoutPage };
}

async function scenarioPart(result: ScenarioResult, { quiet, color }: TypedOptions): Promise<string> {
  const { scenarioText, verdictText, stdoutPage } = await textTools();
  return (quiet === true ? verdictText : scenarioText)(result, await stdoutPage(color));
}

async function closingPart(report: DemoReport, { quiet, color }: TypedOptions): Promise<string> {
  if (quiet === true) return '';
  const { closingText, stdoutPage } = await textTools();
  return closingText(report, await stdoutPage(color));
}
