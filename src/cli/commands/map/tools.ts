import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { REAL_DISK } from '../../../map/journal/real-disk.ts';
import type { MapTools } from '../../../map/lines/map-files.ts';
import type { MapContext } from '../../../map/map-context.ts';
import { streamMap } from '../../../map/stream/stream-map.ts';
import type { AskedMap } from './ask.ts';

/** The real workers, disk and code. */
export function realTools(
  { request: { source } }: AskedMap,
  context: Pick<MapContext, 'takeLine' | 'warn'>,
): MapTools {
  return {
    context: { ...context, env: process.env },
    stream: streamMap,
    disk: REAL_DISK,
    digestCode: async () =>
      createHash('sha256')
        .update(await readFile(source.file))
        .digest('hex'),
  };
}
