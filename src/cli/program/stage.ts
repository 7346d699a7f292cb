import { isDeepStrictEqual } from 'node:util';
import type { Exit } from '../../model/documents/report.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { Notice } from '../../model/notice.ts';
import type { Emit, RunEvent } from '../../model/trial/events.ts';
import type { View } from '../../report/live/view.ts';
import type { OutputStyle } from '../../report/style/output-style.ts';
import type { RunContext } from '../../run/run-context.ts';
import { type InWords, printEvent } from '../output/plain-event.ts';
import type { Outlets, TextOutlet } from '../output/text-outlet.ts';
import type { Interruption } from './signals.ts';

/** Where a command runs: what it may use, and where what happens goes. */
export interface Stage {
  /** Aborted when the run is to end early. */
  readonly signal: AbortSignal;
  readonly emit: Emit;
  /** The environment of child processes. */
  readonly env: NodeJS.ProcessEnv;
  /** Whether stdout gets text. */
  readonly isText: boolean;
  /** How the run was ended early, or null as long as it wasn't. */
  ended(): Exit | null;
  /** Ends the run early. */
  end(exit: Exit): void;
  /** Prints a part of the text, where stdout gets text. */
  print(write: (style: OutputStyle) => string | Promise<string>): Promise<void>;
  /** Writes to stderr. */
  notify(text: string): void;
  /** The real machine, to run trials on. */
  runContext(on: {
    readonly machine: Machine;
    readonly cpus: readonly number[];
    readonly seed: number;
  }): Promise<RunContext>;
}

/** Where a run takes place, and where its results go. */
export interface Place extends Outlets {
  readonly interruption: Interruption;
  /** Those that are known already. What the run warns of is added. */
  readonly notices: Notice[];
}

/** A place whose stdout may get something else than text: then that is null. */
type StagePlace = Omit<Place, 'format' | 'text'> & { readonly text: TextOutlet | null };

/** @param streamWords words for the notices among the events, where each event is printed; else null */
export function makeStage(
  { interruption, output, text, notices }: StagePlace,
  view: View,
  streamWords: InWords | null,
): Stage {
  const env = process.env;
  const emit = (event: RunEvent) => {
    if (event.type === 'warning' && !isNews(event.notice, notices)) return;
    view.take(event);
    if (streamWords !== null) void interruption.guard(() => printEvent(event, output, streamWords));
  };
  return {
    get signal() {
      return interruption.signal;
    },
    emit,
    env,
    isText: text !== null,
    ended: () => interruption.exit,
    end: (exit) => interruption.stop(exit),
    async print(write) {
      if (text === null) return;
      await interruption.guard(async () => text.output.print(await write(await text.style())));
    },
    notify: (line) => output.notify(line),
    async runContext(on) {
      const { makeRunContext } = await import('../../run/run-context.ts');
      return makeRunContext({ ...on, emit, signal: interruption.signal, env });
    },
  };
}

/** The same notice of ten trials is one notice. */
function isNews(notice: Notice, notices: Notice[]): boolean {
  if (notices.some((known) => isDeepStrictEqual(known, notice))) return false;
  notices.push(notice);
  return true;
}
