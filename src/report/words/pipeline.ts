import { formatRatio } from '../../base/units.ts';
import type { PipelineReason } from '../../run/waits/pipeline.ts';
import { causesText } from './causes.ts';

/** Which processes hand work on, and for which of them the others wait. */
export function pipelineWords({ stages, slowest, durationNs, r, causes }: PipelineReason): string {
  const names = stages.map(({ comm, pid }) => `${JSON.stringify(comm)} (pid ${pid})`);
  const wanted = formatRatio(slowest.wantedNs / durationNs);
  const why = causes.length === 0 ? '' : `; ${causesText(causes)}`;
  return `a pipeline of ${names.length} processes, ${names.join(', ')} (busy ${formatRatio(r)} cores): the others wait for the slowest, ${JSON.stringify(slowest.comm)} (pid ${slowest.pid}), which wanted ${wanted} cores${why}`;
}
