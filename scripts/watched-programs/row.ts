import type { Kind } from '../../src/model/trial/observation.ts';
import type { WaitKind } from '../../src/model/waits.ts';

/** A lock at which several threads must be seen to wait, by what the document says of where it is. */
export interface ExpectedLock {
  readonly symbol?: RegExp;
  readonly where?: RegExp;
  readonly isGil?: true;
}

/** What a document has to say. */
export interface Expected {
  /** PARALLEL is STARVED where its cores are taken. */
  readonly kind: Kind;
  /** What its reason must say, and what it must not. */
  readonly says: RegExp;
  readonly neverSays?: RegExp;
  readonly lock?: ExpectedLock;
  /** What threads must be seen to wait for, each for at least a tenth of all blocked time. */
  readonly waits?: readonly WaitKind[];
  /** How many threads a deadlock must have. */
  readonly deadlocked?: number;
}

/** A program that is watched, and what has to come of it. */
export interface Row extends Expected {
  /** Its file in `sources/`. */
  readonly source: string;
  /** What the table calls it. */
  readonly program: string;
  /** What is found in PATH, or the row is skipped. */
  readonly needs: readonly string[];
  /** Whether it can run here, where a program in PATH isn’t all: a command that ends with 0. */
  readonly check?: string;
  /** A command that compiles it; {source}, {program} and {folder} stand for paths. */
  readonly build?: string;
  /** The command that is watched. */
  readonly run: string;
  /** Whether it ends by itself; else it is watched for a few seconds. */
  readonly ends?: true;
  /** Whether its runtime starts as many threads as there are CPUs: on one CPU it is one thread, and MIXED. */
  readonly fitsCpus?: true;
}
