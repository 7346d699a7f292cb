import { statField, statState } from '../../proc/proc-text.ts';
import type { Sysroot } from '../../sysroot.ts';

/** Looking through all processes costs more than a sample: so many chances to look are let go by, more where there are many. */
const CHANCES_APART = 8;
const PROCESSES_PER_CHANCE = 250;

/** Who is followed. */
export interface Family {
  /** PIDs of those that are there. */
  readonly living: { has(pid: number): boolean };
  /** PIDs of all that ever were. */
  readonly ever: ReadonlySet<number>;
}

/**
 * Finds the descendants that nobody names as a child any more: their parents ended before anybody saw them (a daemon: fork,
 * setsid, fork). What is left to tell them by is the environment that they inherited, with our mark in it, and the session,
 * which has the PID of a process that was followed.
 */
export class Strays {
  readonly #sysroot: Sysroot;
  readonly #root: number;
  readonly #mark: string | null;
  #examined: ReadonlySet<number> | null = null;
  #chances = 0;

  /** @param mark what only the environment of descendants has; null where they have none */
  constructor(sysroot: Sysroot, root: number, mark: string | null) {
    this.#sysroot = sysroot;
    this.#root = root;
    this.#mark = mark;
  }

  /** Those that have come since the last time. To be asked when somebody may have come; looks now and then, or at once for the last time. */
  find(family: Family, isLast: boolean): number[] {
    if (this.#chances-- > 0 && !isLast) return [];
    const pids = (this.#sysroot.list('/proc') ?? []).map(Number).filter(Number.isInteger);
    this.#chances = Math.max(CHANCES_APART, pids.length / PROCESSES_PER_CHANCE);
    const examined = this.#examined ?? new Set(pids.filter((pid) => this.#isOlder(pid)));
    const strays = new Map<number, number>();
    for (const pid of pids) {
      if (examined.has(pid) || family.living.has(pid)) continue;
      const parent = this.#parentIfOurs(pid, family.ever);
      if (parent !== null) strays.set(pid, parent);
    }
    // Whose parent is there will be named by it.
    const found = [...strays].filter(([, parent]) => !family.living.has(parent) && !strays.has(parent));
    this.#examined = new Set(pids.filter((pid) => !strays.has(pid)));
    return found.map(([pid]) => pid);
  }

  /** Those that were there before us are no descendants that we know of. */
  #isOlder(pid: number): boolean {
    return this.#mark === null || pid < this.#root;
  }

  #parentIfOurs(pid: number, ever: ReadonlySet<number>): number | null {
    const stat = this.#sysroot.read(`/proc/${pid}/stat`);
    if (stat === null || statState(stat) === 'Z') return null;
    const isOurs = ever.has(statField(stat, 6) ?? 0) || this.#isMarked(pid);
    return isOurs ? statField(stat, 4) : null;
  }

  #isMarked(pid: number): boolean {
    if (this.#mark === null) return false;
    return this.#sysroot.read(`/proc/${pid}/environ`)?.includes(this.#mark) === true;
  }
}
