import { Writable } from 'node:stream';
import { CANCEL_SYMBOL, select, text } from '@clack/prompts';
import { ADDING_STEPS, type AddingThread, interleave, nextStep } from '../../../model/interleaving.ts';
import { type Asker, Cancelled } from './asker.ts';

const THREADS: readonly AddingThread[] = ['A', 'B'];
/** Colours alone: what moves the cursor stays. */
const SGR = /\u001b\[[\d;]*m/g;

/** Asks with keys. On stderr, as all that isn't a result. */
export function terminalAsker(hasColor: boolean): Asker {
  const output = hasColor ? process.stderr : new WithoutColor();
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
    async order() {
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

/** The terminal, as it is written to where colours aren’t wanted. */
class WithoutColor extends Writable {
  readonly isTTY = true;

  get columns(): number {
    return process.stderr.columns;
  }

  get rows(): number {
    return process.stderr.rows;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    process.stderr.write(`${chunk}`.replace(SGR, ''));
    done();
  }
}
