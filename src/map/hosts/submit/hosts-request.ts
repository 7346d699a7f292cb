import type { FunctionSource } from '../../../model/trial/function-source.ts';
import type { Numbering } from '../../dispatch/numbering.ts';

/** What hosts are to do, checked and with defaults; null where there is none. */
export interface HostsRequest {
  readonly source: FunctionSource;
  /** Its name for results that are kept in the broker until the end: whoever asks for the same run again goes on with them. */
  readonly run: string | null;
  /** Begin when so many are there. */
  readonly hosts: number;
  /** With no host there for so long, it is given up. */
  readonly waitMs: number;
  readonly leaseMs: number;
  readonly chunk: number | null;
  readonly timeoutMs: number | null;
  readonly retries: number;
  readonly onError: 'raise' | 'collect';
  readonly numbering: Numbering;
  readonly signal: AbortSignal | null;
}

/** By default, in ms. */
export const WAIT_MS = 30_000;
export const LEASE_MS = 10_000;
