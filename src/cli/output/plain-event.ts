import { jsonText } from '../../base/text/json-text.ts';
import type { Notice } from '../../model/notice.ts';
import type { RunEvent } from '../../model/trial/events.ts';
import type { Warning } from '../../model/warning.ts';
import type { Output } from '../output.ts';

/** Prints an event as a line of JSON; what only tells views to draw is none. */
export function printEvent(event: RunEvent, output: Output, inWords: InWords): void {
  if (event.type !== 'trial-sampled') output.print(`${jsonText(plainEvent(event, inWords))}\n`);
}

/** How a notice becomes a warning. */
export type InWords = (notices: readonly Notice[]) => Warning[];

/** An event as data: what is a function, a notice or a whole experiment in it becomes a name or a sentence. */
function plainEvent(event: RunEvent, inWords: InWords): object {
  if (event.type === 'warning') return { type: event.type, warning: inWords([event.notice])[0] };
  if (event.type === 'scenario-start') {
    return { type: event.type, scenario: event.scenario.name, asked: event.asked };
  }
  if (event.type === 'series-start') return { type: event.type, title: event.title, names: event.names };
  if (event.type !== 'trial-start') return event;
  const workers = event.trial.slots.map(({ index, name, engine, cpu }) => ({ index, name, engine, cpu }));
  return { type: event.type, scenario: event.scenario, trial: event.trial.label, workers };
}
