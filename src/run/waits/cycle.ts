import type { DeadlockedThread } from '../../model/waits.ts';

/** The first circle of a graph in which each thread waits for one at most, in its order; null where there is none. */
export function findCycle(edges: readonly DeadlockedThread[]): readonly DeadlockedThread[] | null {
  const byTid = new Map(edges.map((edge) => [edge.tid, edge]));
  const seen = new Set<number>();
  for (const start of edges) {
    const path: DeadlockedThread[] = [];
    for (let edge = byTid.get(start.tid); edge !== undefined; edge = byTid.get(edge.heldBy)) {
      const at = path.indexOf(edge);
      if (at >= 0) return path.slice(at);
      if (seen.has(edge.tid)) break;
      path.push(edge);
    }
    for (const { tid } of path) seen.add(tid);
  }
  return null;
}
