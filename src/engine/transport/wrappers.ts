import type { Tools } from '../../model/machine/machine.ts';

type Wrapper = 'taskset' | 'setpriv';
export type Refused = Readonly<Record<Wrapper, boolean>>;
export const NO_WRAPPERS_REFUSED: Refused = { taskset: false, setpriv: false };

/**
 * The programs that a child is started through. Each changes one property of the process and then becomes the next
 * (exec), so the PID stays. setpriv asks the kernel to kill the child when we end, however we end; taskset sets the
 * mask, which every thread of the child then inherits.
 */
export function wrappersFor(cpu: number | null, tools: Tools, refused: Refused): string[] {
  const wrappers: string[] = [];
  if (tools.setpriv !== null && !refused.setpriv) wrappers.push(tools.setpriv, '--pdeathsig', 'KILL');
  if (cpu !== null && tools.taskset !== null && !refused.taskset) {
    wrappers.push(tools.taskset, '-c', `${cpu}`);
  }
  return wrappers;
}

/** Which wrapper received no, and what it received: both begin their messages with their own name. */
export function refusedBy(lines: readonly string[]): { wrapper: Wrapper; why: string } | null {
  for (const line of lines) {
    const match = /^(?:\S*\/)?(taskset|setpriv): (.*)$/.exec(line);
    if (match !== null) return { wrapper: match[1] as Wrapper, why: `${match[1]}: ${match[2]}` };
  }
  return null;
}
