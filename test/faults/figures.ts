import { formatNs } from '../../src/base/units.ts';

/** The reliability goals that are times, and from what to what they are. */
const GOALS = {
  R4: 'from the end of a worker to what is said of it (goal: 1 s)',
  R5: 'from the end of the program to that of its last process (goal: 500 ms)',
  R6: 'from the signal to the end of the program (goal: 1 s)',
  R10: 'from the start of the program to its end, where a limit keeps workers from starting (goal: 6 s)',
} as const;

/** What the goals' times were, at the worst. They are told, and not held to: the machine is shared, and other tests run. */
export class Figures {
  readonly #worst = new Map<keyof typeof GOALS, { ms: number; runs: number; of: string }>();

  note(goal: keyof typeof GOALS, ms: number, of: string): void {
    const { ms: worst, runs, of: old } = this.#worst.get(goal) ?? { ms: -1, runs: 0, of };
    this.#worst.set(goal, ms > worst ? { ms, runs: runs + 1, of } : { ms: worst, runs: runs + 1, of: old });
  }

  text(): string {
    const lines = [...this.#worst].sort().map(([goal, { ms, runs, of }]) => {
      return `${goal} ${GOALS[goal]}: at most ${formatNs(ms * 1e6)} in ${runs} runs (${of})`;
    });
    return `${lines.join('\n')}\n`;
  }
}
