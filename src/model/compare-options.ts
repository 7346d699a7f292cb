import type { ComparedEngineName } from './engines/engines.ts';

export interface CompareOptions {
  /** Those that run interleaved; the first is the baseline of the others. By default all of them; of several functions, the one that all run on: `loop` by default. */
  readonly engines?: readonly ComparedEngineName[];
  /** Of a function in Python: the interpreters that it runs in, by version (`3.13`, `3.14t`) or path. By default `python3`. */
  readonly python?: string | readonly string[];
  /** By default one for each whole CPU that we may use. */
  readonly workers?: number;
  /** Units in a run, all workers together; of a function without inputs, each is called with its index. */
  readonly units?: number;
  /** What the function is called with, one for each unit. */
  readonly inputs?: Iterable<unknown>;
  /** Runs of each. By default ten, or fewer (but five) where they take more than three seconds together. */
  readonly runs?: number;
  /** Whether results may differ, between versions of a function or from run to run. By default they must not. */
  readonly allowDifferent?: boolean;
  /** Milliseconds after which no new round begins. By default a minute. */
  readonly budget?: number;
  /** Milliseconds after which a unit that has not come back counts as hung. By default (and at least) ten seconds. */
  readonly unitTimeout?: number;
  /** Two are the same when their ratio is certainly within 1/(1 + margin) to 1 + margin. By default 0.05. */
  readonly margin?: number;
  /** Of the order of the runs and of the bootstrap. By default 1. */
  readonly seed?: number;
  /** Ends the run; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}
