import type { EngineName } from '../../model/engines/engines.ts';
import type { Parameter, Params } from './parameters.ts';

export const BUILT_IN_NAMES = [
  'compute',
  'primes',
  'hash',
  'memory',
  'allocate',
  'sleep',
  'io',
  'pbkdf2',
  'message',
] as const;
export type BuiltInName = (typeof BUILT_IN_NAMES)[number];

/** What the parent knows of a built-in workload: its worker's side is the module of the same name. */
export interface BuiltIn {
  readonly name: BuiltInName;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  /** What a unit is with these parameters, in words. */
  unit(params: Params): string;
  /** About how long one unit takes a thread that has a core to itself. */
  unitMs(params: Params): number;
  /** What unit `index` has to give: exact, and found in another way than the worker's. */
  expected(index: number, params: Params): number;
  /** Why workers of this engine can't do it with these parameters, or null. */
  impossible(params: Params, engine: EngineName): string | null;
  /** Whether the workers have to be given a folder of their own. */
  readonly needsScratch: boolean;
}

/** What most of them have in common: they run on every engine, and need nothing but their parameters. */
export const ANYWHERE = { impossible: () => null, needsScratch: false } as const;

/** The sum of count × start and 0 + 1 + … + (count - 1), modulo 2^32: count × (count - 1) / 2 alone can pass 2^53. */
export function sumOfRow(start: number, count: number): number {
  const n = BigInt(count);
  return Number(BigInt.asUintN(32, n * BigInt(start) + (n * (n - 1n)) / 2n));
}
