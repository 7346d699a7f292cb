import { parseArgs } from 'node:util';

/** What was asked of this run of the bench. */
export interface Asked {
  /** The rows by name; all of them where none is named. */
  readonly rows: readonly string[];
  /** Rounds of every row, or null for each row's own number. */
  readonly runs: number | null;
  readonly quick: boolean;
  readonly json: boolean;
  /** Of the order in which the candidates of a round take their turns. */
  readonly seed: number;
  /** Another build's dist/bin/concur.cjs to measure, or null for this checkout's. */
  readonly concur: string | null;
  /** Whether to name what is worse than the kept figures. */
  readonly check: boolean;
  /** Whether to keep these figures, and write docs/benchmarks.md from all that are kept. */
  readonly record: boolean;
  /** What is to be known of these figures, beside them: that the machine had other things to do. */
  readonly note: string | null;
}

export function readAsked(args: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      concur: { type: 'string' },
      check: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      note: { type: 'string' },
    },
  });
  return {
    rows: positionals.map((name) => name.toUpperCase()),
    runs: values.runs === undefined ? null : wholeNumber('--runs', values.runs),
    quick: values.quick,
    json: values.json,
    seed: wholeNumber('--seed', values.seed),
    concur: values.concur ?? null,
    check: values.check,
    record: values.record,
    note: values.note ?? null,
  };
}

function wholeNumber(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`${flag} takes a whole number above 0, not ${text}`);
  return value;
}
