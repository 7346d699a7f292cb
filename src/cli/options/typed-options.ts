import type { OPTIONS } from './table.ts';

type Options = typeof OPTIONS;

/** What an option's text becomes; a flag without a value is there or not. */
type ValueOf<Row> = Row extends { parse: (...text: never) => infer Value } ? Value : boolean;

/** Every option as it was typed, already a value. Absent means not typed; `--no-x` is `x: false`. */
export type TypedOptions = { readonly [name in keyof Options]?: ValueOf<Options[name]> };
