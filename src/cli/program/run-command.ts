import { requirePermissions } from '../../base/refusals/permissions.ts';
import type { DocumentHead, Exit } from '../../model/documents/report.ts';
import type { Notice } from '../../model/notice.ts';
import type { Warning } from '../../model/warning.ts';
import { formatsOf } from '../../report/formats.ts';
import { EXIT, EXIT_OF_SIGNAL } from '../exit-codes.ts';
import type { TypedOptions } from '../options/table.ts';
import { chooseView } from '../output/choose-view.ts';
import { documentHead } from '../output/document-head.ts';
import { checkTargets } from '../output/file/targets.ts';
import type { InWords } from '../output/plain-event.ts';
import { sendReport } from '../output/send-report.ts';
import { textOutlet } from '../output/text-outlet.ts';
import type { Output } from '../output.ts';
import type { Asked, Command, Typed } from './command.ts';
import { ownCodeHost } from './own-code/process-host.ts';
import { Interruption } from './signals.ts';
import { makeStage, type Place } from './stage.ts';

/** The one way of every command that finds something out: ask, run, judge, report. @returns the exit code */
export async function runCommand<Question extends Asked, Found, Report extends DocumentHead<string>>(
  command: Command<Question, Found, Report>,
  typed: Typed,
  output: Output,
): Promise<number> {
  const startedAt = new Date();
  const format = checkTargets(typed.options, formatsOf(command.kind));
  const isDry = typed.options.dryRun === true || typed.options.list === true;
  if (!isDry) requirePermissions(command.needs(typed), process.env.PATH);
  const interruption = new Interruption();
  interruption.stopAfter(typed.options.timeout);
  const asked = await interruption.before(command.ask(typed, ownCodeHost(interruption)), typed.words);
  const { machine, options } = asked;
  const place: Place = {
    output,
    format,
    text: textOutlet(output, options.color, command.hosts?.(asked) === true),
    interruption,
    notices: [...asked.warnings],
  };
  const found = isDry ? await dryRun(command, asked) : await carryOut(command, asked, place);
  interruption.cancelTimeout();
  const body = command.body(found, asked);
  const exit = isDry ? dryExit(options) : command.exit(body, interruption.exit, asked);
  const warnings = await inWords([...place.notices, ...(body.warnings ?? [])]);
  const head = documentHead(`concur/${command.kind}@1`, { startedAt, machine, options, warnings, exit });
  const report = { ...head, ...body, warnings } as unknown as Report;
  await interruption.guard(() => sendReport(command, report, options, place, isDry));
  // Whoever has several run, such as a course, is asked between them: a signal then is no longer this run’s.
  interruption.pause();
  const signal = interruption.by();
  if (signal !== null) return EXIT_OF_SIGNAL[signal];
  interruption.rethrow();
  return exit.code;
}

/** Notices in words. Most runs have none, and load no words for them. */
async function inWords(notices: readonly Notice[]): Promise<Warning[]> {
  return notices.length === 0 ? [] : (await loadWords())(notices);
}

async function loadWords(): Promise<InWords> {
  return (await import('../documents/notices.ts')).noticesInFlags;
}

/** @throws where a command takes the option and can't say what it would run: to run it instead would be worse */
function dryRun<Question extends Asked, Found, Report extends DocumentHead<string>>(
  { dry, kind }: Command<Question, Found, Report>,
  asked: Question,
): Found | Promise<Found> {
  if (dry === undefined) throw new Error(`${kind} has no dry run`);
  return dry(asked);
}

function dryExit({ list }: TypedOptions): Exit {
  return { code: EXIT.ok, reason: list === true ? 'listed' : 'a dry run' };
}

/** Runs it, with its progress on stderr, until it is done, stopped or timed out. */
async function carryOut<Question extends Asked, Found, Report extends DocumentHead<string>>(
  command: Command<Question, Found, Report>,
  asked: Question,
  place: Place,
): Promise<Found> {
  const { interruption, output, format, text } = place;
  const { jsonStream } = asked.options;
  if (command.hosts?.(asked) !== true) interruption.listen();
  const view = await (command.view ?? chooseView)(asked.options, output);
  const isStream = jsonStream === true;
  const isText = format === null && !isStream;
  try {
    const streamWords = isStream ? await loadWords() : null;
    return await command.run(asked, makeStage({ ...place, text: isText ? text : null }, view, streamWords));
  } finally {
    interruption.cancelTimeout();
    view.close();
  }
}
