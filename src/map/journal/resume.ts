import { isDeepStrictEqual } from 'node:util';
import { usageError } from '../../base/errors/errors.ts';
import { countOf } from '../../base/units.ts';
import type { Disk, DurableFile } from './disk.ts';
import {
  decodeJournal,
  encodeJournal,
  type Journal,
  type MapIdentity,
  NOTHING_SETTLED,
  type Settled,
} from './journal.ts';

/** The files of a run: where they really are, and what to call them. */
export interface MapFiles {
  readonly output: string;
  readonly journal: string;
}

/** What is there already: all of it, or a part, with both files open behind that. */
export type Resumed =
  | { readonly isFinished: true; readonly settled: Settled }
  | {
      readonly isFinished: false;
      readonly settled: Settled;
      readonly output: DurableFile;
      readonly journal: DurableFile;
    };

/** How a user has all of it done anew. */
const ANEW = '--restart throws both away and begins anew.';

/**
 * Goes on where the last run of the same words has come to, or begins. A crash anywhere in it changes nothing of that: the
 * journal is replaced whole, and what the output has beyond it is cut off again.
 * @param restart whether to begin anew, whatever is there
 * @throws ConcurError (USAGE) where what is there is something else
 */
export async function resume(
  identity: MapIdentity,
  files: MapFiles,
  disk: Disk,
  restart: boolean,
): Promise<Resumed> {
  const found = decodeJournal((await disk.read(files.journal)) ?? '', files.journal);
  const isEmpty = found?.settled.units === 0 && ((await disk.size(files.output)) ?? 0) === 0;
  // Where nothing was settled there is nothing to lose: the function may have been mistyped.
  const before = restart || isEmpty ? null : found;
  if (before !== null) checkIdentity(before, identity, files);
  const settled = before?.settled ?? NOTHING_SETTLED;
  if (!restart) await checkOutput(settled, before !== null, files, disk);
  if (before?.isFinished === true) return { isFinished: true, settled };
  const text = encodeJournal(identity, settled);
  await disk.replace(files.journal, text);
  const output = await disk.openAt(files.output, settled.outputBytes);
  const journal = await disk.openAt(files.journal, Buffer.byteLength(text));
  return { isFinished: false, settled, output, journal };
}

/**
 * Opens an output that nobody can go on with.
 * @throws ConcurError (USAGE) where something is there, and nobody said that it may be thrown away
 */
export async function overwrite(output: string, disk: Disk, restart: boolean): Promise<DurableFile> {
  if (!restart && ((await disk.size(output)) ?? 0) > 0) {
    throw usageError(`${output} is there already`, 'Name another --output; or overwrite it: --restart.');
  }
  return disk.openAt(output, 0);
}

function checkIdentity({ identity: was }: Journal, is: MapIdentity, files: MapFiles): void {
  const changed = [
    ...(isDeepStrictEqual(was.input, is.input) ? [] : ['its input file has changed']),
    ...(was.function === is.function ? [] : [`it is of ${nameOf(was)}, not ${nameOf(is)}`]),
    // Of another function the code is another, too: that says nothing new.
    ...(was.code === is.code || was.function !== is.function ? [] : ['the code of its function has changed']),
    ...(isDeepStrictEqual(was.shard, is.shard) ? [] : [`it is of ${shardOf(was)}, not ${shardOf(is)}`]),
    ...(was.values === is.values ? [] : [`it was written ${was.values ? 'with' : 'without'} --values`]),
  ];
  if (changed.length === 0) return;
  throw usageError(
    `the journal ${files.journal} belongs to another run: ${changed.join('; ')}`,
    `Use another --output. ${ANEW}`,
  );
}

function nameOf({ function: name }: MapIdentity): string {
  return name ?? 'the default export';
}

function shardOf({ shard: { part, of } }: MapIdentity): string {
  return `shard ${part}/${of}`;
}

/** Nothing is thrown away that isn’t known to be ours, and nothing is taken for there that isn’t. */
async function checkOutput(
  { outputBytes }: Settled,
  hasJournal: boolean,
  { output, journal }: MapFiles,
  disk: Disk,
): Promise<void> {
  const bytes = (await disk.size(output)) ?? 0;
  if (!hasJournal && bytes > 0) {
    throw usageError(
      `${output} is there already, and no journal of it (${journal})`,
      'Name another --output; or overwrite it: --restart.',
    );
  }
  if (bytes >= outputBytes) return;
  throw usageError(
    `${output} has ${countOf(bytes, 'byte')}, and its journal says ${outputBytes}: something else has changed it`,
    ANEW,
  );
}
