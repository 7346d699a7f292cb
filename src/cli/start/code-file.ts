import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile } from '../output/file/replace.ts';

/** V8 takes compiled code as it lies where that begins at such an address, and copies it elsewhere. */
const ALIGNMENT = 8;
const LENGTH_BYTES = 4;
/** What the folder of each build is called. */
const CODE_OF = 'code-';
/** Another number where the file is laid out otherwise: builds of the same files may differ in that. */
const FORMAT = 2;
/** The newest, by when something was added: who goes back to an older one compiles once again. */
const BUILDS_KEPT = 3;

/** What is kept for one command. */
export interface KeptCode {
  /** The flags of the last runs that added what they compiled. */
  readonly ways: readonly string[];
  readonly writtenMs: number;
  /** By the name of the file that it was compiled from. */
  readonly code: ReadonlyMap<string, Uint8Array>;
}

/** What the file begins with: what is in it, and how long the code of each file is. */
interface Index extends Omit<KeptCode, 'code'> {
  readonly lengths: readonly (readonly [name: string, bytes: number])[];
}

/** @returns null where there is none, or not all of it: V8 checks no code that it is given, and would run anything */
export function readCode(file: string): KeptCode | null {
  try {
    const bytes = readFileSync(file);
    const indexEnd = LENGTH_BYTES + bytes.readUInt32LE(0);
    const { lengths, ...kept }: Index = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, indexEnd));
    const code = new Map<string, Uint8Array>();
    let at = aligned(indexEnd);
    for (const [name, length] of lengths) {
      code.set(name, bytes.subarray(at, at + length));
      at += aligned(length);
    }
    return at === bytes.length ? { ...kept, code } : null;
  } catch {
    return null;
  }
}

/**
 * Another run may be reading the file, or writing its own: each sees one of them, whole, even where the machine goes down in
 * between. A full disk keeps none.
 */
export function writeCode(file: string, kept: KeptCode): void {
  try {
    const made = mkdirSync(dirname(file), { mode: 0o700, recursive: true });
    replaceFile(file, bytesOf(kept), 0o600);
    if (made !== undefined) removeOldBuilds(dirname(dirname(file)));
  } catch {
    // It may not be written, or there is no room: the next run compiles again.
  }
}

function removeOldBuilds(folder: string): void {
  try {
    const names = readdirSync(folder).filter((name) => name.startsWith(CODE_OF));
    const builds = names.map((name) => join(folder, name));
    builds.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    for (const old of builds.slice(BUILDS_KEPT)) rmSync(old, { recursive: true, force: true });
  } catch {
    // Another run is removing them, or none may: the next build tries again.
  }
}

function bytesOf({ code, ...kept }: KeptCode): Buffer {
  const lengths = [...code].map(([name, { length }]) => [name, length] as const);
  const index = Buffer.from(JSON.stringify({ ...kept, lengths } satisfies Index));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(index.length);
  return Buffer.concat([Buffer.concat([length, index]), ...code.values()].flatMap(padded));
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

function padded(bytes: Uint8Array): Uint8Array[] {
  return [bytes, Buffer.alloc(aligned(bytes.length) - bytes.length)];
}

/** Where the code of one build is kept, below the folder for compiled code. */
export function folderOfBuild(folder: string, build: string): string {
  return join(folder, `${CODE_OF}${FORMAT}-${build}`);
}
