import type { ChunkEvidence, HostState } from '../../../model/hosts.ts';
import type { HostRow, HostTable } from './host-table.ts';

/** Whether there are hosts to work for us. While nobody can be heard, their silence says nothing, and nobody is waited for. */
export class HostWatch {
  readonly #table: HostTable;
  readonly #wanted: number;
  readonly #nowMs: () => number;
  #hasBegun = false;
  #enoughMs: number;
  #deafSinceMs: number | null = null;

  /** @param wanted hosts that are waited for before the first chunk is sent */
  constructor(table: HostTable, wanted: number, nowMs: () => number) {
    this.#table = table;
    this.#wanted = wanted;
    this.#nowMs = nowMs;
    this.#enoughMs = nowMs();
  }

  /** Whether so many hosts were there once as were wanted. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  get here(): number {
    return this.#working.length;
  }

  get workers(): number {
    return this.#working.reduce((sum, { workers }) => sum + workers, 0);
  }

  /** How long there have been too few. */
  get lackedMs(): number {
    if (this.here >= (this.#hasBegun ? 1 : this.#wanted)) this.#enoughMs = this.#heardMs;
    return this.#heardMs - this.#enoughMs;
  }

  get rows(): readonly HostRow[] {
    return this.#table.rows(this.#heardMs);
  }

  /** @param agoMs how long ago it said so */
  hear(state: HostState, agoMs: number): void {
    this.#table.hear(state, this.#nowMs() - agoMs);
    if (this.here >= this.#wanted) this.#hasBegun = true;
  }

  addWork(evidence: ChunkEvidence): void {
    this.#table.addWork(evidence);
  }

  /** From now on, until they are, hosts can’t be heard. */
  goDeaf(): void {
    this.#deafSinceMs ??= this.#nowMs();
  }

  hearAgain(): void {
    if (this.#deafSinceMs === null) return;
    const silenceMs = this.#nowMs() - this.#deafSinceMs;
    this.#deafSinceMs = null;
    this.#table.forgive(silenceMs);
    this.#enoughMs += silenceMs;
  }

  get #heardMs(): number {
    return this.#deafSinceMs ?? this.#nowMs();
  }

  get #working(): readonly HostState[] {
    return this.#table.working(this.#heardMs);
  }
}
