import { join } from 'node:path';
import { type KeptCode, readCode, writeCode } from './code-file.ts';

/** So many ways to type a command add what they compile: who types another one each time isn’t kept waiting each time. */
const MOST_WAYS = 8;

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
    this.#kept = readCode(this.#file) ?? { ways: [], code: new Map() };
  }

  codeOf(name: string): Uint8Array | undefined {
    return this.#kept.code.get(name);
  }

  /** Adds what was compiled, where this way to type the command, or a file, is new. */
  keep(compiled: ReadonlyMap<string, Compiled>): void {
    const { ways, code } = this.#kept;
    const isNewWay = !ways.includes(this.#way) && ways.length < MOST_WAYS;
    const isNewFile = ([name, { cachedDataRejected }]: readonly [string, Compiled]) =>
      cachedDataRejected === true || !code.has(name);
    if (!isNewWay && ![...compiled].some(isNewFile)) return;
    const added = [...compiled].map(([name, file]) => [name, file.createCachedData()] as const);
    writeCode(this.#file, {
      ways: isNewWay ? [...ways, this.#way] : ways,
      code: new Map([...code, ...added]),
    });
  }
}

/** The first word, where it may be a command. One that is none ends in an error, after which nothing is kept. */
function commandIn([first = '']: readonly string[]): string {
  return /^[a-z]+$/.test(first) ? first : 'concur';
}

/** Without their values, and each once. */
function flagsIn(own: readonly string[]): string {
  const flags = own.filter((word) => word.startsWith('-')).map((word) => word.split('=', 1)[0]);
  return [...new Set(flags)].sort().join(' ');
}
