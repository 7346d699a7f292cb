import { statField } from '../../proc/proc-text.ts';
import type { Sysroot } from '../../sysroot.ts';
import type { FollowedProcess } from './process.ts';

/** Processes that went on after their parents had ended: daemons, and what a shell left in the background. */
export class Detached {
  /** When each was found without its parent, in ns of the follower’s clock, by its PID. */
  readonly sinceNs = new Map<number, number>();
  /** They and what they have started: nobody of the program waits for these. */
  readonly left = new Set<number>();
  /** Those of them that had left before they were seen, and what these have started. */
  readonly strays = new Set<number>();
  readonly #sysroot: Sysroot;

  constructor(sysroot: Sysroot) {
    this.#sysroot = sysroot;
  }

  addStray(pid: number, atNs: number): void {
    this.sinceNs.set(pid, atNs);
    this.strays.add(pid);
  }

  /** @param living parents before their children */
  update(living: ReadonlyMap<number, FollowedProcess>, atNs: number): void {
    for (const process of living.values()) {
      const { pid } = process;
      if (this.#isOrphan(process, living)) this.sinceNs.set(pid, atNs);
      if (this.sinceNs.has(pid) || this.left.has(process.parent ?? 0)) this.left.add(pid);
      if (this.strays.has(process.parent ?? 0)) this.strays.add(pid);
    }
  }

  /** Whether its parent is no longer there; one of the program may have adopted it (a subreaper). */
  #isOrphan(process: FollowedProcess, living: ReadonlyMap<number, FollowedProcess>): boolean {
    const { pid, parent } = process;
    if (parent === null || living.has(parent) || this.sinceNs.has(pid)) return false;
    const adopter = statField(this.#sysroot.read(`/proc/${pid}/stat`) ?? '', 4);
    if (adopter === null || !living.has(adopter)) return true;
    process.parent = adopter;
    return false;
  }
}
