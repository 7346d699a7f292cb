import { createHash } from 'node:crypto';
import { unitWork } from '../unit-work.ts';

/** SHA-256 in OpenSSL, on the calling thread. The message ends with the unit's index: no two units hash the same. */
export const createWork = unitWork((params) => {
  const message = Buffer.alloc(Number(params.size), 'concur');
  return (_input, index) => {
    message.writeUInt32BE(index, message.length - 4);
    return createHash('sha256').update(message).digest().readUInt32BE(0);
  };
});
