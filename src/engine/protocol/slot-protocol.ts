import { isNumber, isRecord } from '../transport/message-shape.ts';
import type { Protocol } from '../transport/transport.ts';
import type { FromWorker } from './protocol.ts';
import { TRIAL_PROTOCOL } from './trial-protocol.ts';

/** What is said where several workers share a line: by whom, and what; or that it has left. */
export type FromSlot = { readonly slot: number } & (
  | { readonly message: FromWorker }
  | { readonly left: true }
);

export const SLOT_PROTOCOL: Protocol<FromSlot> = {
  parse(said) {
    if (!isRecord(said) || !isNumber(said.slot)) return null;
    const isMeant = said.left === true || TRIAL_PROTOCOL.parse(said.message) !== null;
    return isMeant ? (said as FromSlot) : null;
  },
  followsOutput: (said) => 'left' in said || TRIAL_PROTOCOL.followsOutput(said.message),
};
