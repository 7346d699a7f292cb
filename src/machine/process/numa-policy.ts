// `7f00… bind:0-1 file=/lib/x anon=3 N0=3 kernelpagesize_kB=4`, `… prefer (many):0 …`, `… weighted interleave:0-1 …`.
const POLICY = /^[\da-f]+ (prefer \(many\)\S*|weighted interleave\S*|\S+)(.*)$/;

/**
 * The NUMA policy of most of a process’ memory, from numa_maps (numa(7)): each mapping counts with the pages that it has,
 * by their size. Null where no mapping has any.
 */
export function numaPolicyOf(numaMaps: string | null): string | null {
  const kilobytes = new Map<string, number>();
  for (const line of (numaMaps ?? '').split('\n')) {
    const [, policy, rest = ''] = POLICY.exec(line) ?? [];
    if (policy !== undefined) kilobytes.set(policy, (kilobytes.get(policy) ?? 0) + sizeOf(rest));
  }
  const [most] = [...kilobytes].sort(([, a], [, b]) => b - a);
  return most === undefined || most[1] === 0 ? null : most[0];
}

/** In KiB: pages on each node × the size of a page. */
function sizeOf(rest: string): number {
  const pageSize = Number(/ kernelpagesize_kB=(\d{1,9})/.exec(rest)?.[1] ?? 4);
  const pages = [...rest.matchAll(/ N\d+=(\d{1,12})/g)].map(([, count]) => Number(count));
  return pageSize * pages.reduce((sum, count) => sum + count, 0);
}
