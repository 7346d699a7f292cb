import type { DeadlockedThread } from '../../model/waits.ts';

/** The first circle of a graph in which each thread waits for one at most, in its order; null where there is none. */
export function findCycle(edges: readonly DeadlockedThread[]): readonly DeadlockedThread[] | null {
  const byTid = new Map(edges.map((edge) => [edge.tid, edge]));
  const leadsOut = new Set<number>();
  for (const start of edges) {
    const path = new Set<DeadlockedThread>();
    let edge = byTid.get(start.tid);
    for (; edge !== undefined && !leadsOut.has(edge.tid); edge = byTid.get(edge.heldBy)) {
      if (path.has(edge)) return [...path].slice([...path].indexOf(edge));
      path.add(edge);
    }
    for (const { tid } of path) leadsOut.add(tid);
  }
  return null;
}
