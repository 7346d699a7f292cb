import type { ExportFormat } from '../model/export-format.ts';
import type { DocumentHead, Exit } from '../model/report.ts';
import type { Warning } from '../model/warning.ts';
import { formatsOf } from '../report/formats.ts';
import { chooseView } from './choose-view.ts';
import type { Asked, Command, Typed } from './command.ts';
import { documentHead } from './documents.ts';
import { EXIT } from './exit-codes.ts';
import type { Output } from './output.ts';
import { sendReport } from './send-report.ts';
import { exitAfter, Interruption } from './signals.ts';
import { makeStage } from './stage.ts';
import { checkTargets } from './targets.ts';
import { type TextOutlet, textOutlet } from './text-outlet.ts';
import type { TypedOptions } from './typed-options.ts';

/** The one way of every command that finds something out: ask, run, judge, report. @returns the exit code */
export async function runCommand<Question extends Asked, Found, Report extends DocumentHead<string>>(
  command: Command<Question, Found, Report>,
  typed: Typed,
  output: Output,
): Promise<number> {
  const startedAt = new Date();
  const format = checkTargets(typed.options, formatsOf(command.kind));
  const asked = await command.ask(typed);
  const { machine, options } = asked;
  const interruption = new Interruption();
  const warnings = [...asked.warnings];
  const text = textOutlet(output, options.color, command.hosts?.(asked) === true);
  const planned = command.dry === undefined ? null : dryExit(options);
  const found =
    planned !== null && command.dry !== undefined
      ? await command.dry(asked)
      : await carryOut(command, asked, { interruption, warnings, output, format, text });
  const body = command.body(found, asked);
  const exit = planned ?? command.exit(body, interruption.exit, asked);
  warnings.push(...(body.warnings ?? []));
  const head = documentHead(`concur/${command.kind}@1`, { startedAt, machine, options, warnings, exit });
  const report = { ...head, ...body, warnings } as unknown as Report;
  const isDry = planned !== null;
  await interruption.guard(() => sendReport(command, report, { options, output, format, text, isDry }));
  const signal = interruption.by();
  if (signal !== null) return exitAfter(signal);
  interruption.rethrow();
  return exit.code;
}

/** How a run that runs nothing exits; null where something is to be run. */
function dryExit({ dryRun, list }: TypedOptions): Exit | null {
  if (list === true) return { code: EXIT.ok, reason: 'listed' };
  return dryRun === true ? { code: EXIT.ok, reason: 'a dry run' } : null;
}

interface Surroundings {
  readonly interruption: Interruption;
  readonly warnings: Warning[];
  readonly output: Output;
  readonly format: ExportFormat | null;
  readonly text: TextOutlet;
}

/** Runs it, with its progress on stderr, until it is done, stopped or timed out. */
async function carryOut<Question extends Asked, Found, Report extends DocumentHead<string>>(
  command: Command<Question, Found, Report>,
  asked: Question,
  { interruption, warnings, output, format, text }: Surroundings,
): Promise<Found> {
  const { timeout, jsonStream } = asked.options;
  const isStream = jsonStream === true;
  if (command.hosts?.(asked) !== true) interruption.listen();
  const view = await (command.view ?? chooseView)(asked.options, output);
  const stage = makeStage({
    view,
    interruption,
    output,
    warnings,
    isStream,
    text: format === null && !isStream ? text : null,
  });
  const cancelTimeout = interruption.stopAfter(timeout);
  try {
    return await command.run(asked, stage);
  } finally {
    cancelTimeout();
    view.close();
  }
}
