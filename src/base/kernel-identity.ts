/** What the kernel calls a worker, for people to find it again: `PID 7`, `PID 7, TID 9` of a thread, or null where unknown. */
export function kernelIdentity({
  pid,
  tid,
}: {
  readonly pid: number | null;
  readonly tid: number | null;
}): string | null {
  if (pid === null) return null;
  return tid === null || tid === pid ? `PID ${pid}` : `PID ${pid}, TID ${tid}`;
}
