import { pbkdf2 } from 'node:crypto';
import { unitWork } from '../unit-work.ts';

/**
 * Derives a key on a thread of libuv's pool. The pool has four threads (UV_THREADPOOL_SIZE) for a whole process, however
 * many worker threads it has: https://docs.libuv.org/en/v1.x/threadpool.html. Password and salt are RFC 6070's.
 */
export const createWork = unitWork((params) => {
  const iterations = Number(params.iterations);
  const digest = String(params.digest);
  return () =>
    new Promise((resolve, reject) => {
      pbkdf2('password', 'salt', iterations, 20, digest, (error, key) =>
        error === null ? resolve(key.readUInt32BE(0)) : reject(error),
      );
    });
});
