import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unitWork } from '../unit-work.ts';

/** Writes a real file, reads it back, sums its words and deletes it. libuv's pool waits for the disk, not the thread. */
export const createWork = unitWork((params, host) => {
  const { scratchDir } = host;
  if (scratchDir === null) throw new Error('io needs a folder to write to');
  const size = Number(params.size);
  return async (_input, index) => {
    const file = join(scratchDir, `${host.name}-${index}.dat`);
    try {
      await writeFile(file, numbered(size, index));
      return sumOfWords(await readFile(file));
    } finally {
      await rm(file, { force: true });
    }
  };
});

/** The 32-bit words index, index + 1, index + 2, … in little endian; what is left of the size is zero. */
function numbered(size: number, index: number): Uint8Array {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 4 <= size; at += 4) view.setUint32(at, index + at / 4, true);
  return bytes;
}

function sumOfWords({ buffer, byteOffset, length }: Uint8Array): number {
  const view = new DataView(buffer, byteOffset, length);
  let sum = 0;
  for (let at = 0; at + 4 <= length; at += 4) sum = (sum + view.getInt32(at, true)) | 0;
  return sum >>> 0;
}
