import {
  any,
  isFlag,
  isList,
  isNumber,
  isRecord,
  isText,
  messageParser,
  optional,
  orNull,
  shaped,
} from '../transport/message-shape.ts';
import type { Protocol } from '../transport/transport.ts';
import type { FromWorker } from './protocol.ts';

const isSample = shaped({
  startNs: isNumber,
  endNs: isNumber,
  unitsDone: isNumber,
  before: isRecord,
  after: isRecord,
  digest: isText,
});

/** What the workers of a trial say. */
export const TRIAL_PROTOCOL: Protocol<FromWorker> = {
  parse: messageParser<FromWorker>({
    ready: { identity: isRecord },
    warm: { warmUp: isRecord },
    echo: { id: isNumber, payload: any, isTransferred: isFlag },
    started: { startNs: isNumber, before: isRecord },
    progress: { unitsDone: isNumber },
    over: { usage: isRecord },
    results: {
      results: isList,
      sentNs: isNumber,
      arrivedNs: optional(isNumber),
      addedBytes: optional(orNull(isNumber)),
    },
    done: { sample: isSample },
    fault: { message: isText, code: orNull(isText), unitsDone: isNumber, trace: optional(orNull(isText)) },
  }),
  followsOutput: ({ type }) => type === 'ready' || type === 'done' || type === 'fault',
};

/** How a worker ended that wasn't asked to: one of the two is null. */
export interface SlotEnd {
  readonly code: number | null;
  /** The signal's number. */
  readonly signal: number | null;
}

/** What comes where several workers share a line: by whom, and what; or that it has left. */
export type FromSlot = { readonly slot: number } & (
  | { readonly message: FromWorker }
  | { readonly left: true; readonly end?: SlotEnd }
);

export const SLOT_PROTOCOL: Protocol<FromSlot> = {
  parse(received) {
    if (!isRecord(received) || !isNumber(received.slot)) return null;
    const isMeant = received.left === true || TRIAL_PROTOCOL.parse(received.message) !== null;
    return isMeant ? (received as FromSlot) : null;
  },
  followsOutput: (received) => 'left' in received || TRIAL_PROTOCOL.followsOutput(received.message),
};
