import { CANCEL_SYMBOL, select, text } from '@clack/prompts';
import { ADDING_STEPS, type AddingThread, interleave, nextStep } from '../../../model/interleaving.ts';
import type { Palette } from '../../../report/style/output-style.ts';
import { type Asker, Cancelled } from './asker.ts';
import { PromptStream } from './prompt-stream.ts';

const THREADS: readonly AddingThread[] = ['A', 'B'];

/** Asks with keys. On stderr, as all that isn't a result. */
export function terminalAsker(palette: Palette): Asker {
  const output = new PromptStream(palette);
  const kept = <Value>(answer: Value | typeof CANCEL_SYMBOL): Value => {
    if (answer === CANCEL_SYMBOL) throw new Cancelled();
    return answer as Value;
  };
  return {
    isLive: true,
    async predict({ question }, lines) {
      output.write(`${lines.join('\n')}\n`);
      const message = 'What do you expect?';
      if (question.kind === 'figure') {
        const typed = kept(await text({ message, placeholder: '1.5', validate: notANumber, output }));
        return Number(typed);
      }
      const options = question.choices.map((choice, value) => ({ value, label: choice.text }));
      return kept(await select({ message, options, output, showInstructions: false }));
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
        order.push(kept(await select({ message, options, output, showInstructions: false })));
      }
      return order;
    },
    async pause(what) {
      kept(await text({ message: `${what} (Enter)`, output }));
    },
  };
}

function notANumber(typed: string | undefined): string | undefined {
  return /^\d+(\.\d+)?$/.test((typed ?? '').trim()) ? undefined : 'A number of cores: 0, 1.5, 2';
}

function stateText(order: readonly AddingThread[]): string {
  const { steps, counter } = interleave(order);
  const { A = null, B = null } = steps.at(-1)?.registers ?? {};
  return `The counter is ${counter}; A has ${A ?? 'nothing'}, B has ${B ?? 'nothing'}.`;
}
