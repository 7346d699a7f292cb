import { type ChunkEvidence, type HostState, SILENT_MS } from '../../../model/hosts.ts';
import { HostWork } from './host-work.ts';

export interface HostRow {
  /** What it said of itself last. */
  readonly said: HostState;
  readonly presence: 'here' | 'silent' | 'gone';
  /** Since it was heard last. */
  readonly silentMs: number;
  readonly work: HostWork;
}

interface Entry {
  said: HostState;
  heardMs: number;
}

/** Which hosts have our code, whether they are there, and what they have done. Times are those of one clock of ours. */
export class HostTable {
  readonly #digest: string;
  readonly #protocol: number;
  readonly #goneMs: number;
  readonly #entries = new Map<string, Entry>();
  readonly #work = new Map<string, HostWork>();

  /** @param leaseMs after so much silence others do a host’s chunks */
  constructor(own: { readonly digest: string; readonly protocol: number }, leaseMs: number) {
    this.#digest = own.digest;
    this.#protocol = own.protocol;
    this.#goneMs = Math.max(leaseMs, 2 * SILENT_MS);
  }

  /** Whether a host can do our chunks. */
  isOurs({ digest, protocol }: HostState): boolean {
    return digest === this.#digest && protocol === this.#protocol;
  }

  hear(said: HostState, nowMs: number): void {
    if (this.isOurs(said)) this.#entries.set(said.id, { said, heardMs: nowMs });
  }

  /** For so long nobody could be heard. */
  forgive(silenceMs: number): void {
    for (const entry of this.#entries.values()) entry.heardMs += silenceMs;
  }

  addWork(evidence: ChunkEvidence): void {
    const work = this.#work.get(evidence.host) ?? new HostWork();
    this.#work.set(evidence.host, work);
    work.add(evidence);
  }

  rows(nowMs: number): HostRow[] {
    return [...this.#entries.values()].map(({ said, heardMs }) => ({
      said,
      presence: this.#presenceOf(said, nowMs - heardMs),
      silentMs: nowMs - heardMs,
      work: this.#work.get(said.id) ?? new HostWork(),
    }));
  }

  /** Those that take chunks. */
  working(nowMs: number): HostState[] {
    const working: HostState[] = [];
    for (const { said, heardMs } of this.#entries.values()) {
      if (said.state === 'here' && this.#presenceOf(said, nowMs - heardMs) !== 'gone') working.push(said);
    }
    return working;
  }

  #presenceOf({ state }: HostState, silentMs: number): HostRow['presence'] {
    if (state === 'leaving' || silentMs >= this.#goneMs) return 'gone';
    return silentMs >= SILENT_MS ? 'silent' : 'here';
  }
}
