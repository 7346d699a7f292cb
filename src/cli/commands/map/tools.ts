import { codeDigest } from '../../../map/code-digest/code-digest.ts';
import { REAL_DISK } from '../../../map/journal/real-disk.ts';
import type { MapTools } from '../../../map/lines/map-files.ts';
import type { MapContext } from '../../../map/map-context.ts';
import { MapPool } from '../../../map/pool.ts';
import { outcomeOf, streamMap } from '../../../map/stream/stream-map.ts';
import type { MapReport } from '../../../model/parallel-map.ts';
import type { AskedMap } from './ask.ts';

/** The real workers, disk and code. */
export interface RealTools extends MapTools {
  /** Where the workers’ time went; null where there were none. */
  report(): MapReport | null;
}

export function realTools(
  { request: { source } }: AskedMap,
  context: Pick<MapContext, 'takeLine' | 'warn'>,
): RealTools {
  let report: MapReport | null = null;
  return {
    context: { ...context, env: process.env, wantsInsights: true },
    stream(request, inputs, call, workersContext) {
      const pool = new MapPool(request, workersContext, call.total);
      let failed = 0;
      const ended = async (failure: unknown) => {
        report = await pool.report(failed);
        await pool.close();
        return failure;
      };
      const open = async () => ({ workforce: pool, onProgress: call.onProgress, ended });
      return streamMap(open, inputs, call, (settled, index) => {
        if (settled.error !== null) failed++;
        return outcomeOf(settled, index);
      });
    },
    disk: REAL_DISK,
    digestCode: () => codeDigest(source),
    report: () => report,
  };
}
