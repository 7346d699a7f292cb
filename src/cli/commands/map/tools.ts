import { codeDigest } from '../../../map/code-digest/code-digest.ts';
import { REAL_DISK } from '../../../map/journal/real-disk.ts';
import type { MapTools } from '../../../map/lines/map-files.ts';
import type { MapContext } from '../../../map/map-context.ts';
import { openWorkforce } from '../../../map/open-workforce.ts';
import { streamMap, takeMany } from '../../../map/stream/stream-map.ts';
import type { MapReport } from '../../../model/parallel-map.ts';
import type { AskedMap } from './ask.ts';

/** The real workers, disk and code. */
export interface RealTools extends MapTools {
  /** Where the workers’ time went; null where there were none here. */
  report(): MapReport | null;
}

export function realTools(
  { source, workforce: asked }: AskedMap,
  own: Pick<MapContext, 'takeLine' | 'warn'>,
): RealTools {
  let report: MapReport | null = null;
  const context: MapContext = { ...own, env: process.env, wantsInsights: true };
  return {
    stream(inputs, call) {
      const open = async () => {
        const workforce = await openWorkforce(asked, context, call.total);
        const ended = async (failure: unknown) => {
          report = await workforce.report();
          await workforce.close();
          return failure;
        };
        return { workforce, onProgress: call.onProgress, ended };
      };
      return streamMap(open, inputs, call, takeMany);
    },
    disk: REAL_DISK,
    digestCode: () => codeDigest(source),
    report: () => report,
  };
}
