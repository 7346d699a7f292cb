import { ConcurError } from '../../base/errors/errors.ts';
import { Failures } from '../failures.ts';
import type { Disk, DurableFile } from '../journal/disk.ts';
import { FileLocks } from '../journal/file-locks.ts';
import { decodeJournal, type MapIdentity, NOTHING_SETTLED, type Settled } from '../journal/journal.ts';
import { JournaledOutput } from '../journal/journaled-output.ts';
import { orLost } from '../journal/output-lost.ts';
import { type MapFiles, resume } from '../journal/resume.ts';
import type { InputFile, InputSummary } from './input-file.ts';
import { type LineMap, type MappedLines, mapLines, type UnitStream } from './map-lines.ts';

/** What is to be done, wherever it comes from and goes. */
export interface FileMap extends Pick<LineMap, 'source' | 'values'> {
  readonly call: Pick<LineMap['call'], 'onError' | 'onProgress'> & { readonly signal: AbortSignal };
  readonly shard: MapIdentity['shard'];
}

/** How it is done: what a test has others of. */
export interface MapTools {
  readonly stream: UnitStream;
  readonly disk: Disk;
  /** The digest of the function’s code. */
  digestCode(): Promise<string>;
}

export interface MappedFile extends MappedLines {
  /** Units of the shard; null where nobody knows. */
  readonly units: number | null;
  /** What earlier runs had settled, and what is settled now. */
  readonly before: Settled;
  readonly settled: Settled;
  readonly isFinished: boolean;
  /** Whether lines were added to the input after its beginning. */
  readonly hasGrown: boolean;
}

/**
 * Does what earlier runs of the same words have not.
 * @param restart whether all is done anew, whatever they did
 * @throws ConcurError: (USAGE) where another run is at it, or what is there is of something else; what else mapLines throws
 */
export async function mapResumably(
  asked: FileMap,
  input: InputFile,
  files: MapFiles,
  restart: boolean,
  tools: MapTools,
): Promise<MappedFile> {
  const locks = await orLost(files.output, () => FileLocks.take(files));
  try {
    const { signal } = asked.call;
    const summary = await summaryOf(input, signal);
    if (summary === null) return { ...(await notBegun(files, tools.disk)), ...noNews() };
    const { source, shard, values } = asked;
    const code = await tools.digestCode();
    const identity = { input: summary, code, function: source.name, shard, values };
    const found = await orLost(files.output, () => resume(identity, files, tools.disk, restart));
    const before = found.settled;
    const units = unitsIn(summary.units, shard);
    const known = { units, before, hasGrown: false };
    if (found.isFinished) return { ...known, ...noNews(), settled: before, isFinished: true };
    const output = { ...found, name: files.output, checkLock: () => locks.check() };
    let hasGrown = false;
    const check = async () => {
      hasGrown = await input.hasGrown(summary, signal);
    };
    const mapped = await mapInto(output, asked, input, { left: units - before.units, check }, tools);
    return { ...known, ...mapped, hasGrown };
  } finally {
    await locks.release();
  }
}

/** Null where the run was ended meanwhile. */
async function summaryOf(input: InputFile, signal: AbortSignal): Promise<InputSummary | null> {
  try {
    return await input.summarize(signal);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** What earlier runs have settled, where nothing was added. */
async function notBegun(files: MapFiles, disk: Disk): Promise<Omit<MappedFile, keyof MappedLines>> {
  const journal = decodeJournal((await disk.read(files.journal)) ?? '', files.journal);
  const before = journal?.settled ?? NOTHING_SETTLED;
  return { units: null, before, settled: before, isFinished: false, hasGrown: false };
}

/** Does all of it, into what can’t be gone on with, or of inputs that can’t be read again. */
export async function mapOnce(
  asked: FileMap,
  input: LineMap['input'],
  output: { readonly file: DurableFile; readonly name: string },
  tools: MapTools,
): Promise<MappedFile> {
  const { name, file } = output;
  const whole = { name, output: file, journal: null, settled: NOTHING_SETTLED, checkLock: async () => {} };
  const mapped = await mapInto(whole, asked, input, { left: null, check: async () => {} }, tools);
  const units = mapped.isFinished ? mapped.settled.units : null;
  return { units, before: NOTHING_SETTLED, hasGrown: false, ...mapped };
}

interface Target {
  readonly name: string;
  readonly output: DurableFile;
  readonly journal: DurableFile | null;
  readonly settled: Settled;
  checkLock(): Promise<void>;
}

const noNews = (): MappedLines => ({ stoppedBy: null, failures: new Failures(), rounded: null });

/** @param plan how many units are left, and what is checked when all of them are settled */
async function mapInto(
  { output, journal, settled: before, name, checkLock }: Target,
  { source, call, values, shard }: FileMap,
  input: LineMap['input'],
  plan: { readonly left: number | null; check(): Promise<void> },
  { stream }: MapTools,
): Promise<MappedLines & Pick<MappedFile, 'settled' | 'isFinished'>> {
  const lost = new AbortController();
  const signal = AbortSignal.any([call.signal, lost.signal]);
  const writer = { name, checkLock, onLost: (error: unknown) => lost.abort(error) };
  const sink = new JournaledOutput(output, journal, before, writer);
  const numbering = { first: shard.part - 1 + before.units * shard.of, step: shard.of };
  const map = { source, input, numbering, values };
  let mapped = noNews();
  let isFinished = false;
  try {
    const all = { ...call, signal, ahead: null, total: plan.left };
    if (plan.left !== 0) mapped = await mapLines({ ...map, call: all }, sink, stream);
    if (mapped.stoppedBy === null) await plan.check();
    isFinished = mapped.stoppedBy === null;
  } catch (error) {
    // What ended it is said by whoever did.
    if (!signal.aborted) throw error;
  } finally {
    // What is settled stays, whatever came then. What was lost is thrown here.
    await sink.end(isFinished).catch((error) => {
      // What was ended has no reader any more: Ctrl-C ends that one, too.
      if (!call.signal.aborted || !hasNoReader(error)) throw error;
      isFinished = false;
    });
  }
  return { ...mapped, settled: sink.settled, isFinished };
}

function hasNoReader(error: unknown): boolean {
  return error instanceof ConcurError && error.code === 'OUTPUT_CLOSED';
}

/** How many of so many units a shard has. */
function unitsIn(all: number, { part, of }: MapIdentity['shard']): number {
  return Math.floor((all + of - part) / of);
}
