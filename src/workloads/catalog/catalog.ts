import type { BuiltIn, BuiltInName } from './built-in.ts';
import { compute, hash, primes } from './compute.ts';
import { allocate, memory } from './memory.ts';
import { message } from './message.ts';
import { type Params, spellValue } from './parameters.ts';
import { pbkdf2 } from './pbkdf2.ts';
import { io, sleep } from './waiting.ts';

const BY_NAME: Readonly<Record<BuiltInName, BuiltIn>> = {
  compute,
  primes,
  hash,
  memory,
  allocate,
  sleep,
  io,
  pbkdf2,
  message,
};

/** All built-in workloads, in the order in which they are listed. */
export const BUILT_INS: readonly BuiltIn[] = Object.values(BY_NAME);

export function defaultParams({ parameters }: BuiltIn): Params {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
}

/** A workload as one would type it, every parameter spelt out: `message:size=64KB,how=clone`. */
export function spellWorkload(workload: BuiltIn, params: Params = defaultParams(workload)): string {
  const { name, parameters } = workload;
  const values = parameters.map(
    (parameter) => `${parameter.name}=${spellValue(parameter, params[parameter.name] ?? parameter.default)}`,
  );
  return `${name}:${values.join(',')}`;
}

/** A run takes one worker about this long, unless somebody asks for another number of units. */
const RUN_MS = 300;
/** A number of units that this divides is shared out evenly to 1, 2, 3, 4, 6, 8 or 12 workers. */
const EVEN = 24;

/** How many units all workers of a run do together, unless somebody asks for another number. */
export function defaultUnits(workload: BuiltIn, params: Params = defaultParams(workload)): number {
  return Math.max(1, Math.floor(RUN_MS / workload.unitMs(params) / EVEN)) * EVEN;
}
