import { isNumber, isRecord } from '../transport/message-shape.ts';
import type { Protocol } from '../transport/transport.ts';
import type { FromWorker } from './protocol.ts';
import { TRIAL_PROTOCOL } from './trial-protocol.ts';

/** What comes where several workers share a line: by whom, and what; or that it has left. */
export type FromSlot = { readonly slot: number } & (
  | { readonly message: FromWorker }
  | { readonly left: true }
);

export const SLOT_PROTOCOL: Protocol<FromSlot> = {
  parse(received) {
    if (!isRecord(received) || !isNumber(received.slot)) return null;
    const isMeant = received.left === true || TRIAL_PROTOCOL.parse(received.message) !== null;
    return isMeant ? (received as FromSlot) : null;
  },
  followsOutput: (received) => 'left' in received || TRIAL_PROTOCOL.followsOutput(received.message),
};
