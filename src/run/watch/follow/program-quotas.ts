import { isPowerOfTwo } from '../../../machine/follow/pace.ts';
import { readCgroups } from '../../../machine/limits/cgroups.ts';
import { readQuotas, throttledPeriods, tightestQuota } from '../../../machine/limits/quota.ts';
import type { Sysroot } from '../../../machine/sysroot.ts';

/** So many processes are asked for their cgroup each time. */
const MOST_ASKED = 8;

interface Governing {
  /** In CPUs. */
  readonly cpus: number;
  /** How often it had throttled when it was first met; null where that can't be read. */
  readonly before: number | null;
}

/** The quotas that govern a program: its processes may enter another cgroup after they have begun. */
export class ProgramQuotas {
  readonly #sysroot: Sysroot;
  readonly #groups = new Map<string, Governing>();
  #samples = 0;

  constructor(sysroot: Sysroot, pid: number) {
    this.#sysroot = sysroot;
    this.#meet([pid]);
  }

  /** To be asked at each sample: soon after the start, and then ever less often, cgroups are read again. */
  sample(pids: readonly number[]): void {
    if (isPowerOfTwo(++this.#samples)) this.#meet(pids.slice(0, MOST_ASKED));
  }

  /** The one that throttled most, or else allows least: how often it did (null where unknown), and its CPUs (null without one). */
  governing(): { readonly throttledPeriods: number | null; readonly cpus: number | null } {
    const since = [...this.#groups].map(([group, { cpus, before }]) => {
      const now = throttledPeriods(this.#sysroot, group);
      return { cpus, throttledPeriods: now === null || before === null ? null : now - before };
    });
    const [most] = since.sort(
      (a, b) => (b.throttledPeriods ?? 0) - (a.throttledPeriods ?? 0) || a.cpus - b.cpus,
    );
    return most ?? { throttledPeriods: 0, cpus: null };
  }

  #meet(pids: readonly number[]): void {
    for (const pid of pids) {
      const quota = tightestQuota(readQuotas(this.#sysroot, readCgroups(this.#sysroot, pid)));
      if (quota === null || this.#groups.has(quota.group)) continue;
      this.#groups.set(quota.group, {
        cpus: quota.cpus,
        before: throttledPeriods(this.#sysroot, quota.group),
      });
    }
  }
}
