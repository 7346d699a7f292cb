import type { FunctionSource, UnitFunction } from '../../model/trial/function-source.ts';
import { unitWork } from '../unit-work.ts';
import { loadFunction, NoSuchFunctionError } from './load-module.ts';
import { NotLoadedError } from './thrown.ts';

/** The user's own function, once a unit. */
export const createWork = unitWork((params) => load(params.function as unknown as FunctionSource));

async function load(source: FunctionSource): Promise<UnitFunction> {
  try {
    return await loadFunction(source);
  } catch (error) {
    if (error instanceof NoSuchFunctionError) throw error;
    throw new NotLoadedError(error);
  }
}
