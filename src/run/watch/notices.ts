import type { WatchNotice } from '../../model/notice.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import type { WatchFindings } from './fold.ts';
import type { SeenProgram } from './watch-program.ts';

/** What a reader of the figures should know. Pure. */
export function watchNotices(
  { durationNs, unseenNs, threads, intervalMs }: WatchFindings,
  { longestPeriodNs }: Pick<SeenProgram, 'longestPeriodNs'>,
): WatchNotice[] {
  const seenNs = threads.reduce((sum, { runNs }) => sum + runNs, 0);
  const share = (unseenNs ?? 0) / Math.max(1, seenNs + (unseenNs ?? 0));
  const notices: WatchNotice[] = [];
  if (durationNs < THRESHOLDS.shortestTrialNs) notices.push({ code: 'SHORT_WATCH', durationNs });
  else if (share > THRESHOLDS.unseenShare) notices.push({ code: 'UNSEEN_THREADS', share, intervalMs });
  if (longestPeriodNs > intervalMs * 1e6)
    notices.push({ code: 'SAMPLED_LESS_OFTEN', periodNs: longestPeriodNs });
  return notices;
}
