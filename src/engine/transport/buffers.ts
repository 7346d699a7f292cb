import { types } from 'node:util';

// A test runner may give each file a realm of its own, and what arrives is of the first one: `instanceof` would deny it.

/**
 * Between threads a Buffer becomes a Uint8Array (https://nodejs.org/api/worker_threads.html#portpostmessagevalue-transferlist).
 * A message therefore lists the Buffers in it: what is one object in a message is one object in its clone.
 */
export interface WithBuffers {
  readonly buffers?: readonly Uint8Array[];
}

/** The same message with the Buffers in it listed. */
export function listBuffers<Message extends object>(message: Message): Message & WithBuffers {
  const buffers = buffersIn(message);
  return buffers.length === 0 ? message : { ...message, buffers };
}

/** Makes Buffers of those in a message that has arrived. @returns the message */
export function restoreBuffers<Message>(message: Message): Message {
  const buffers: unknown = (message as WithBuffers | null | undefined)?.buffers;
  if (!Array.isArray(buffers)) return message;
  for (const buffer of buffers) {
    if (types.isUint8Array(buffer)) Object.setPrototypeOf(buffer, Buffer.prototype);
  }
  return message;
}

function buffersIn(message: object): Buffer[] {
  const buffers: Buffer[] = [];
  const seen = new Set<object>();
  const waiting: object[] = [message];
  const meet = (value: unknown) => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    if (ArrayBuffer.isView(value)) {
      if (!Buffer.isBuffer(value)) return;
      buffers.push(value);
    } else waiting.push(value);
    seen.add(value);
  };
  for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
    for (const value of contentsOf(object)) meet(value);
  }
  return buffers;
}

/** What a clone of an object holds in turn. What can't be read can't be cloned either: whoever sends it will hear so. */
function contentsOf(object: object): Iterable<unknown> {
  try {
    if (Array.isArray(object)) return object;
    if (types.isMap(object)) return [...object].flat();
    return types.isSet(object) ? object : Object.values(object);
  } catch {
    return [];
  }
}
