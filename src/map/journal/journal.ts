import { usageError } from '../../base/errors/errors.ts';
import { decodeRecords, encodeRecord } from './record.ts';

/** What the results are of: a journal goes on only where all of it is the same. */
export interface MapIdentity {
  readonly input: { readonly sha256: string; readonly bytes: number; readonly units: number };
  /** The digest of the function's code, and its name. */
  readonly code: string;
  readonly function: string | null;
  /** The first of its parts is 1. */
  readonly shard: { readonly part: number; readonly of: number };
  /** Whether the output has the bare values. */
  readonly values: boolean;
}

/** How far a run has come. */
export interface Settled {
  /** Units that have their line in the output, failed ones too. */
  readonly units: number;
  readonly failed: number;
  readonly outputBytes: number;
}

export const NOTHING_SETTLED: Settled = { units: 0, failed: 0, outputBytes: 0 };

export interface Journal {
  readonly identity: MapIdentity;
  readonly settled: Settled;
  /** Whether there is nothing left to do. */
  readonly isFinished: boolean;
}

const FORMAT = { journal: 'concur map', version: 1 } as const;

/** A journal that says what it is of, and how far that has come. */
export function encodeJournal(identity: MapIdentity, settled: Settled): string {
  return encodeRecord({ ...FORMAT, ...identity }) + encodeProgress(settled, false);
}

/** What is added to a journal as a run goes on. */
export function encodeProgress(settled: Settled, isFinished: boolean): string {
  return encodeRecord({ ...settled, isFinished });
}

/**
 * What a journal says; null where it is empty.
 * @param file its name, for errors
 * @throws ConcurError (USAGE) where it is something else
 */
export function decodeJournal(text: string, file: string): Journal | null {
  if (text === '') return null;
  const [head, ...progress] = decodeRecords(text);
  const { journal, version, ...identity } = (head ?? {}) as Partial<typeof FORMAT> & MapIdentity;
  if (journal !== FORMAT.journal) {
    throw usageError(`${file} is no journal of concur map`, 'Name another file: --journal FILE.');
  }
  if (version !== FORMAT.version) {
    const hint = 'Go on with that version; or remove the journal and the output to begin anew.';
    throw usageError(`the journal ${file} is of another version of concur`, hint);
  }
  const last = progress.at(-1) as (Settled & Pick<Journal, 'isFinished'>) | undefined;
  const { isFinished, ...settled } = last ?? { ...NOTHING_SETTLED, isFinished: false };
  return { identity, settled, isFinished };
}
