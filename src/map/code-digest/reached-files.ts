import { readFile } from 'node:fs/promises';
import { digestOf } from './digest-of.ts';

/** The digest of each file that a program reaches, by its path; null where it can’t be read. */
export type ReachedFiles = ReadonlyMap<string, string | null>;

/** @param next the files that one of them names, by what stands in it */
export async function reachedFiles(
  entries: readonly string[],
  next: (file: string, content: Buffer) => readonly string[],
): Promise<ReachedFiles> {
  const reached = new Map<string, string | null>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    const content = await readFile(file).catch(() => null);
    reached.set(file, content && digestOf(content));
    if (content !== null) waiting.push(...next(file, content));
  }
  return reached;
}
