import type { KernelClocks } from '../../../model/trial/evidence.ts';
import { ignoresChildren } from '../../proc/ignored-signals.ts';
import { lineAfter, parseStatus, plainNameIn } from '../../proc/proc-text.ts';
import { threadName } from '../../proc/threads.ts';
import type { Sysroot } from '../../sysroot.ts';
import type { Life } from './life.ts';

export type Status = Pick<KernelClocks, 'voluntarySwitches' | 'involuntarySwitches' | 'allowedCpus'>;

const UNKNOWN: Status = { voluntarySwitches: null, involuntarySwitches: null, allowedCpus: null };
const BORN: Status = { voluntarySwitches: 0, involuntarySwitches: 0, allowedCpus: null };

/** What status and comm say of one thread. Reading them costs ten times what the clocks do. */
export class StatusLog {
  comm = '?';
  last = UNKNOWN;
  wasStopped = false;
  ignoresChildren = false;
  #first = UNKNOWN;
  #read: { readonly atNs: number; readonly totalRunNs: number } | null = null;

  /** Reads them first, after each doubling of what is known of one that runs, and where that is older than `longestNs`. */
  refresh(
    sysroot: Sysroot,
    { pid, tid }: { readonly pid: number; readonly tid: number },
    life: Life,
    longestNs: number,
  ): void {
    if (!this.#isDue(life, longestNs)) return;
    const text = sysroot.read(`/proc/${pid}/task/${tid}/status`);
    if (text === null) return;
    this.last = parseStatus(text);
    // A thread that was born under our eyes had no switches before.
    if (this.#read === null) this.#first = life.isNewborn ? BORN : this.last;
    this.#read = { atNs: life.untilNs, totalRunNs: life.last?.runNs ?? 0 };
    this.comm = plainNameIn(text) ?? threadName(sysroot, pid, tid) ?? this.comm;
    this.ignoresChildren ||= ignoresChildren(text);
    this.wasStopped ||= /^[Tt]/.test(lineAfter(text, '\nState:') ?? '');
  }

  /** How many more there are than at first; null where they can't be read. */
  since(of: 'voluntarySwitches' | 'involuntarySwitches'): number | null {
    const [before, now] = [this.#first[of], this.last[of]];
    return before === null || now === null ? null : Math.max(0, now - before);
  }

  #isDue({ last, untilNs, sinceNs }: Life, longestNs: number): boolean {
    const read = this.#read;
    if (read === null) return true;
    if (last?.runNs === read.totalRunNs) return false;
    return untilNs - read.atNs >= Math.min(read.atNs - sinceNs, longestNs);
  }
}
