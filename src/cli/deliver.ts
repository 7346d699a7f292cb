import { resolve } from 'node:path';
import { usageError } from '../base/errors.ts';
import type { RunEvent } from '../model/events.ts';
import type { DemoReport, ScenarioResult } from '../model/report.ts';
import { exitOf } from './exit-codes.ts';
import type { ExportTarget, TypedOptions } from './options-table.ts';
import type { Output } from './output.ts';
import { checkWritable, writeWhole } from './write-file.ts';

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
  const targets = options.export ?? [];
  checkStdout(options);
  checkDistinct(targets);
  for (const { file } of targets) if (file !== '-') checkWritable(file);
  const onStdout =
    targets.find(({ file }) => file === '-')?.format ?? (options.json === true ? 'json' : null);
  const isText = onStdout === null && options.jsonStream !== true;
  return {
    take(event) {
      // Loaded while the workers work, so that nobody waits for it at the end.
      if (event.type === 'trial-go' && isText) setImmediate(() => void textTools());
      if (options.jsonStream === true && event.type !== 'trial-look') {
        output.print(`${JSON.stringify(plainEvent(event))}\n`);
      }
    },
    async scenario(result) {
      if (isText) output.print(await scenarioPart(result, options));
    },
    async report(report) {
      const failure = await writeFiles(targets, report);
      // What stdout gets tells of the file that it didn't become.
      const told = failure === null ? report : { ...report, exit: exitOf(failure) };
      if (onStdout !== null) output.print((await exporters())[onStdout](told));
      else if (isText) output.print(await closingPart(told, options));
      else output.print(`${JSON.stringify({ type: 'report', report: told })}\n`);
      if (failure !== null) throw failure;
    },
  };
}

/** Writes each file, whatever becomes of the others. @returns the first failure, or null */
async function writeFiles(targets: readonly ExportTarget[], report: DemoReport): Promise<unknown> {
  let failure: unknown = null;
  for (const { format, file } of targets) {
    try {
      if (file !== '-') writeWhole(file, (await exporters())[format](report));
    } catch (error) {
      failure ??= error;
    }
  }
  return failure;
}

function checkStdout(options: TypedOptions): void {
  const toStdout = [
    ...(options.json === true ? ['--json'] : []),
    ...(options.jsonStream === true ? ['--json-stream'] : []),
    ...(options.export ?? []).filter(({ file }) => file === '-').map(({ format }) => `--export ${format}=-`),
  ];
  if (toStdout.length < 2) return;
  throw usageError(
    `${toStdout.join(' and ')} both want stdout`,
    'Send one of them to a file: --export json=FILE.',
  );
}

function checkDistinct(targets: readonly ExportTarget[]): void {
  const files = targets.map(({ file }) => resolve(file));
  const twice = targets.find(({ file }, index) => file !== '-' && files.indexOf(resolve(file)) !== index);
  if (twice === undefined) return;
  throw usageError(`two exports want ${twice.file}`, 'Give each of them a file of its own.');
}

/** An event as data: what is a function or a whole experiment in it becomes a name. */
function plainEvent(event: RunEvent): object {
  if (event.type === 'scenario-start') {
    return { type: event.type, scenario: event.scenario.name, asked: event.asked };
  }
  if (event.type !== 'trial-start') return event;
  const workers = event.trial.slots.map(({ index, name, engine, cpu }) => ({ index, name, engine, cpu }));
  return { type: event.type, scenario: event.scenario, trial: event.trial.label, workers };
}

async function exporters() {
  return (await import('../report/export/index.ts')).EXPORTERS;
}

async function textTools() {
  const [text, { stdoutPage }] = await Promise.all([import('../report/export/text.ts'), import('./page.ts')]);
  return { ...text, stdoutPage };
}

async function scenarioPart(result: ScenarioResult, { quiet, color }: TypedOptions): Promise<string> {
  const { scenarioText, verdictText, stdoutPage } = await textTools();
  return (quiet === true ? verdictText : scenarioText)(result, stdoutPage(color));
}

async function closingPart(report: DemoReport, { quiet, color }: TypedOptions): Promise<string> {
  if (quiet === true) return '';
  const { closingText, stdoutPage } = await textTools();
  return closingText(report, stdoutPage(color));
}
