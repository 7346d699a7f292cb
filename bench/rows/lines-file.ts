import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Site } from '../site.ts';

/** A file of JSON lines. */
export interface LinesFile {
  readonly file: string;
  readonly lines: number;
}

export async function writeLines(site: Site, lines: number): Promise<LinesFile> {
  const file = join(site.scratchDir, `${lines}.ndjson`);
  await pipeline(Readable.from(textOf(lines)), createWriteStream(file));
  return { file, lines };
}

/** Some hundred bytes a line. */
function* textOf(lines: number): Generator<string> {
  const atOnce = 10_000;
  for (let from = 0; from < lines; from += atOnce) {
    yield Array.from({ length: Math.min(atOnce, lines - from) }, (_, n) => {
      const id = from + n;
      return `${JSON.stringify({ id, text: `row ${id} of many, with the words of a line`, values: [id, 2 * id] })}\n`;
    }).join('');
  }
}

export async function countLines(file: string): Promise<number> {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return 0;
  let lines = 0;
  for await (const bytes of createReadStream(file) as AsyncIterable<Buffer>)
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
