import { join } from 'node:path';
import { type KeptCode, readCode, writeCode } from './code-file.ts';

/** So many ways to type a command are learned as they come, and remembered. */
const MOST_WAYS = 8;
/** More of them, and flags of V8 that take turns, are learned once in so long: they would have it written at each start. */
const REST_MS = 3_600_000;
const FLAG = /^(?:--[\w-]+|-[a-z])/i;
const NOTHING: KeptCode = { ways: [], code: new Map(), writtenMs: 0 };

/** A file that was compiled. */
export interface Compiled {
  /** What V8 has compiled of it up to now. */
  createCachedData(): Uint8Array;
  /** True where V8 can’t use what it was given: another version, other flags. */
  readonly cachedDataRejected?: boolean | undefined;
}

/**
 * The functions that a command compiled when it ran before, in one file. V8 compiles each as it is first called, and for a
 * short command that takes longer than all else: Node’s own cache has what is compiled as a file is loaded, and none of these.
 */
export class CodeCache {
  readonly #file: string;
  readonly #way: string;
  readonly #kept: KeptCode;

  /** @param own what was typed, without what stands behind `--` */
  constructor(folder: string, own: readonly string[]) {
    this.#file = join(folder, `${commandIn(own)}-${process.version}-${process.arch}`);
    this.#way = flagsIn(own);
    this.#kept = readCode(this.#file) ?? NOTHING;
  }

  codeOf(name: string): Uint8Array | undefined {
    return this.#kept.code.get(name);
  }

  /** Adds what was compiled, where this way to type the command, or a file, is new. */
  keep(compiled: ReadonlyMap<string, Compiled>): void {
    const isOfOthers = [...compiled.values()].some((file) => file.cachedDataRejected === true);
    // V8 would take none of the rest either.
    const { ways, code } = isOfOthers ? NOTHING : this.#kept;
    if (ways.includes(this.#way) && [...compiled.keys()].every((name) => code.has(name))) return;
    const isLearning = !isOfOthers && ways.length < MOST_WAYS;
    const nowMs = Date.now();
    if (!isLearning && nowMs - this.#kept.writtenMs < REST_MS) return;
    const added = [...compiled].map(([name, file]) => [name, file.createCachedData()] as const);
    writeCode(this.#file, {
      ways: [...ways.filter((way) => way !== this.#way), this.#way].slice(-MOST_WAYS),
      code: new Map([...code, ...added]),
      writtenMs: nowMs,
    });
  }
}

/** The first word, where it may be a command. One that is none ends in an error, after which nothing is kept. */
function commandIn([first = '']: readonly string[]): string {
  return /^[a-z]+$/.test(first) ? first : 'concur';
}

/** Without their values, and each once. */
function flagsIn(own: readonly string[]): string {
  const flags = own.flatMap((word) => FLAG.exec(word) ?? []);
  return [...new Set(flags)].sort().join(' ');
}
