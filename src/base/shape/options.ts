import { optional, record } from './combine.ts';
import type { Shape } from './shape.ts';

const OPTIONS = { whole: 'options', part: 'option' };

/**
 * A check of the options that a function takes: a row for each, which may be left out.
 * @param caller the function, for the message
 * @returns what throws a TypeError that names the option, and what it should have been
 */
export function optionsOf<Options>(
  caller: string,
  rows: { readonly [name in keyof Required<Options>]: Shape },
): (options: unknown) => void {
  const fields = Object.fromEntries(
    Object.entries<Shape>(rows).map(([name, shape]) => [name, optional(shape)]),
  ) as typeof rows;
  const shape = record<Options>('an object', fields, OPTIONS);
  return (options) => {
    const found = shape(options, '');
    if (found === null) return;
    const hint = found.hint === null ? '' : `. ${found.hint}`;
    throw new TypeError(`${caller}: ${found.message}${hint}`);
  };
}
