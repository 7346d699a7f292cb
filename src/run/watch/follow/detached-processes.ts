import { maxOf } from '../../../base/extremes.ts';
import type { FollowedTree } from '../../../machine/follow/tree/tree.ts';
import type { DetachedProcess } from '../../../model/documents/watch.ts';

/** A child may outlive its parent by a moment without being a daemon. */
const MOMENT_NS = 100e6;

/** The processes that went on without their parents, those that ran most first. */
export function detachedIn(tree: FollowedTree): DetachedProcess[] {
  const living = new Set(tree.pids());
  const threads = tree.threads();
  return [...tree.detached.sinceNs]
    .map(([pid, sinceNs]) => {
      const own = threads.filter((thread) => thread.pid === pid);
      const main = own.find(({ tid }) => tid === pid) ?? own[0];
      const untilNs = maxOf(
        own.map((thread) => thread.untilNs),
        0,
      );
      const isThere = living.has(pid);
      const stayed = main !== undefined && (isThere || untilNs - sinceNs >= MOMENT_NS);
      const runNs = own.reduce((sum, thread) => sum + thread.runNs, 0);
      return stayed ? { pid, comm: main.comm, runNs, isThere } : null;
    })
    .filter((process) => process !== null)
    .sort((a, b) => b.runNs - a.runNs);
}
