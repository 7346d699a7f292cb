import { statField } from '../../proc/proc-text.ts';
import type { Sysroot } from '../../sysroot.ts';
import type { FollowedProcess } from './process.ts';

/** Fields of /proc/PID/stat (proc_pid_stat(5)). */
const PARENT = 4;
const SESSION = 6;

/** Processes that went on after their parents had ended: daemons, and what a shell left in the background. */
export class Detached {
  /** When each was found without its parent, in ns of the follower’s clock, by its PID. */
  readonly sinceNs = new Map<number, number>();
  /** They and what they have started: nobody of the program waits for these. */
  readonly left = new Set<number>();
  /** Those of them with a session of their own (setsid(2)), and what these have started: they mean to outlive the program. */
  readonly daemons = new Set<number>();
  readonly #sysroot: Sysroot;
  /** The program’s sessions: the one that it was started in, and the one that its first process may have made. */
  readonly #programs: ReadonlySet<number | null>;

  constructor(sysroot: Sysroot, root: number) {
    this.#sysroot = sysroot;
    this.#programs = new Set([root, this.#field(root, SESSION)]);
  }

  /** One that was found without its parent. */
  add(pid: number, atNs: number): void {
    this.sinceNs.set(pid, atNs);
    if (!this.#programs.has(this.#field(pid, SESSION))) this.daemons.add(pid);
  }

  /** @param living parents before their children */
  update(living: ReadonlyMap<number, FollowedProcess>, atNs: number): void {
    for (const process of living.values()) {
      const { pid } = process;
      if (this.#isOrphan(process, living)) this.add(pid, atNs);
      if (this.sinceNs.has(pid) || this.left.has(process.parent ?? 0)) this.left.add(pid);
      if (this.daemons.has(process.parent ?? 0)) this.daemons.add(pid);
    }
  }

  /** Whether its parent is no longer there; one of the program may have adopted it (a subreaper). */
  #isOrphan(process: FollowedProcess, living: ReadonlyMap<number, FollowedProcess>): boolean {
    const { pid, parent } = process;
    if (parent === null || living.has(parent) || this.sinceNs.has(pid)) return false;
    const adopter = this.#field(pid, PARENT);
    if (adopter === null || !living.has(adopter)) return true;
    process.parent = adopter;
    return false;
  }

  #field(pid: number, field: number): number | null {
    return statField(this.#sysroot.read(`/proc/${pid}/stat`) ?? '', field);
  }
}
