import { usageError } from '../../../base/errors/errors.ts';
import type { FoundPython, Python } from '../../../model/machine/machine.ts';
import type { TypedOptions } from '../../options/table.ts';

/** The user's Python, for all who have a use for it. */
export class UserPython {
  readonly #typed: readonly string[];
  #needed: Promise<FoundPython> | null = null;

  constructor({ python = [] }: Pick<TypedOptions, 'python'>) {
    this.#typed = python;
  }

  /** @throws ConcurError where it isn't there, or can't be run */
  async needed(): Promise<FoundPython> {
    const { requirePython } = await import('../../../machine/python-versions.ts');
    this.#needed ??= requirePython(this.#name(), process.env);
    return this.#needed;
  }

  /** For those who do without where there is none. @throws ConcurError where one that was named can't be run */
  async wanted(): Promise<Python> {
    if (this.#needed !== null || this.#name() !== undefined) return this.needed();
    const { findInterpreter } = await import('../../../machine/python-versions.ts');
    return findInterpreter(undefined, process.env);
  }

  #name(): string | undefined {
    const [name, ...more] = this.#typed;
    if (more.length > 0) throw usageError('--python is given twice', 'Name one: compare takes several.');
    return name;
  }
}
