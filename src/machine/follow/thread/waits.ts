import type { OpenFiles } from '../open-files.ts';
import type { Wait } from '../waits/wait.ts';
import { WaitLog } from '../waits/wait-log.ts';
import { WaitReader } from '../waits/wait-reader.ts';
import type { UnreadReason, WaitTable } from '../waits/wait-table.ts';

/** Whether only the kernel's function told of it: of a page fault, and of a stop, there is no more to know. */
function isByFunction({ call, kind }: Wait): boolean {
  return call === null && kind !== 'fault' && kind !== 'stopped';
}

/** The time since the sample before, in ns. */
interface Span {
  readonly atNs: number;
  readonly ns: number;
  readonly ranNs: number;
  readonly delayedNs: number;
  /** Whether the thread is asked what it is blocked in, if it has run meanwhile. */
  readonly isAsked: boolean;
}

/** What one thread was blocked in, from its first sample to its last. */
export class FollowedWaits {
  readonly log = new WaitLog();
  /** Why it could not be read; null where it could. */
  unread: UnreadReason | null = null;
  readonly #reader: WaitReader;
  readonly #pid: number;
  readonly #table: WaitTable;
  #wasAsked = false;
  /** Whether it was ever read: one that ends is refused at last. */
  #wasRead = false;

  constructor(files: OpenFiles, pid: number, folder: string, table: WaitTable) {
    this.#reader = new WaitReader(files, folder);
    this.#pid = pid;
    this.#table = table;
  }

  /**
   * @param state asks for the thread's state now
   * @returns whether it was asked for
   */
  pass({ atNs, ns, ranNs, delayedNs, isAsked }: Span, state: () => string | null): boolean {
    const blockedNs = Math.max(0, ns - ranNs - delayedNs);
    const isSame = this.#wasAsked && ranNs === 0 && delayedNs === 0;
    if (!isSame) this.#wasAsked = isAsked;
    let wasAsked = false;
    const ask = () => {
      wasAsked = true;
      return state();
    };
    this.log.pass(atNs, blockedNs, isSame ? 'same' : isAsked ? this.#find(ask) : null);
    return wasAsked;
  }

  close(): void {
    this.#reader.close();
  }

  #find(state: () => string | null) {
    const found = this.#table.find(this.#pid, this.#reader, state);
    if (found === 'refused' || found === 'not-recorded') {
      if (!this.#wasRead) this.unread = found;
      return null;
    }
    if (found !== null) this.#wasRead = true;
    if (found !== null && found !== 'runnable' && isByFunction(found)) this.unread = 'kind-only';
    else if (found !== null) this.unread = null;
    return found;
  }
}
