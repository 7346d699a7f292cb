import { createReadStream } from 'node:fs';
import { InputFile } from '../../../map/lines/input-file.ts';
import type { LineMap } from '../../../map/lines/map-lines.ts';

/** Where the lines come from: a file that can be read again, or what comes once. */
export type LineSource =
  | { readonly kind: 'file'; readonly file: InputFile }
  | { readonly kind: 'pipe'; readonly pipe: LineMap['input'] };

/** @param input as it was typed; `-` is stdin. @throws ConcurError (USAGE) where it can’t be read */
export async function openSource(input: string): Promise<LineSource> {
  if (input === '-') return { kind: 'pipe', pipe: { name: 'stdin', chunks: () => process.stdin } };
  const file = await InputFile.open(input);
  if (file !== null) return { kind: 'file', file };
  return { kind: 'pipe', pipe: { name: input, chunks: () => createReadStream(input) } };
}
