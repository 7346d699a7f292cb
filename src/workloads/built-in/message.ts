import { unitWork } from '../unit-work.ts';

/**
 * Sends bytes to the parent and gets them back: `clone` copies them both ways, `transfer` hands the memory over and
 * `share` lets both sides see the same. Each unit writes its index at both ends and sums up what came back.
 */
export const createWork = unitWork((params, host) => {
  const size = Number(params.size);
  const { how } = params;
  let bytes: Uint8Array = new Uint8Array(
    how === 'share' ? new SharedArrayBuffer(size) : new ArrayBuffer(size),
  );
  for (let at = 0; at < size; at++) bytes[at] = at % 251;
  return async (_input, index) => {
    const view = new DataView(bytes.buffer);
    view.setUint32(0, index);
    view.setUint32(size - 4, index);
    const transfer = how === 'transfer' ? [bytes.buffer as ArrayBuffer] : [];
    const back = await host.exchange(bytes, transfer);
    if (!(back instanceof Uint8Array)) throw new Error(`sent bytes, got ${typeof back} back`);
    if (how === 'transfer' && bytes.byteLength > 0) throw new Error('the memory was copied, not transferred');
    if (how === 'share' && !isSameMemory(bytes, back)) throw new Error('the memory was copied, not shared');
    const sum = sumOf(back);
    // What was transferred is gone from here: the next unit needs it back.
    if (how === 'transfer') bytes = back;
    return sum;
  };
});

/** Whether what one writes shows in the other. */
function isSameMemory(sent: Uint8Array, received: Uint8Array): boolean {
  const before = sent[5] as number;
  sent[5] = before ^ 0xff;
  const isSame = received[5] === (before ^ 0xff);
  sent[5] = before;
  return isSame;
}

/** The length, the index at both ends, and the bytes at every sixteenth of the way. */
function sumOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = bytes.length + view.getUint32(0) + view.getUint32(bytes.length - 4);
  for (let part = 1; part < 16; part++) sum += bytes[Math.floor((bytes.length * part) / 16)] as number;
  return sum >>> 0;
}
