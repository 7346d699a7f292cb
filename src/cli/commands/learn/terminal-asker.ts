import { CANCEL_SYMBOL, select, text } from '@clack/prompts';
import { ADDING_STEPS, type AddingThread, interleave, nextStep } from '../../../model/interleaving.ts';
import type { Palette } from '../../../report/style/output-style.ts';
import type { EndingSignal } from '../../exit-codes.ts';
import { type Asker, Cancelled } from './asker.ts';
import { PromptStream } from './prompt-stream.ts';

/** After a hang-up there is no terminal left to restore. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const THREADS: readonly AddingThread[] = ['A', 'B'];

/** Asks with keys. On stderr, as all that isn't a result. */
export function terminalAsker(palette: Palette): Asker {
  const output = new PromptStream(palette);
  return {
    isLive: true,
    async predict({ question }, lines) {
      output.write(`${lines.join('\n')}\n`);
      const message = 'What do you expect?';
      if (question.kind === 'figure') {
        const typed = await answered((signal) =>
          text({ message, placeholder: '1.5', validate: notANumber, output, signal }),
        );
        return Number(typed);
      }
      const options = question.choices.map((choice, value) => ({ value, label: choice.text }));
      return answered((signal) => select({ message, options, output, signal, showInstructions: false }));
    },
    async order(_lesson, task) {
      output.write(`${task.join('\n')}\n`);
      const order: AddingThread[] = [];
      while (order.length < THREADS.length * ADDING_STEPS.length) {
        const options = THREADS.flatMap((thread) => {
          const step = nextStep(order, thread);
          return step === null ? [] : [{ value: thread, label: `${thread}: ${step}` }];
        });
        const message = `Whose step is next? ${stateText(order)}`;
        order.push(
          await answered((signal) => select({ message, options, output, signal, showInstructions: false })),
        );
      }
      return order;
    },
    async pause(what) {
      await answered((signal) => text({ message: `${what} (Enter)`, output, signal }));
    },
  };
}

/**
 * What is answered. A signal ends the prompt first, which then leaves the terminal as it was.
 * @throws Cancelled
 */
async function answered<Value>(
  ask: (signal: AbortSignal) => Promise<Value | typeof CANCEL_SYMBOL>,
): Promise<Value> {
  const controller = new AbortController();
  let by: EndingSignal = 'SIGINT';
  const end = (signal: EndingSignal) => {
    by = signal;
    controller.abort();
  };
  for (const name of SIGNALS) process.once(name, end);
  try {
    const answer = await ask(controller.signal);
    if (answer === CANCEL_SYMBOL) throw new Cancelled(by);
    return answer as Value;
  } finally {
    for (const name of SIGNALS) process.off(name, end);
  }
}

function notANumber(typed: string | undefined): string | undefined {
  return /^\d+(\.\d+)?$/.test((typed ?? '').trim()) ? undefined : 'A number of cores: 0, 1.5, 2';
}

function stateText(order: readonly AddingThread[]): string {
  const { steps, counter } = interleave(order);
  const { A = null, B = null } = steps.at(-1)?.registers ?? {};
  return `The counter is ${counter}; A has ${A ?? 'nothing'}, B has ${B ?? 'nothing'}.`;
}
