import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { type OwnThread, ownThreads, threadsSince } from '../../machine/own/own-threads.ts';
import type { CreateWork } from '../../model/trial/workload.ts';

const derive = promisify(pbkdf2);

/**
 * A unit derives `keys` keys at once, asynchronously: on threads of libuv's pool, which nobody has asked for. It finds
 * out what each thread of its process did meanwhile.
 */
export const createWork: CreateWork = (params) => {
  const [keys, iterations] = [Number(params.keys), Number(params.iterations)];
  let before: OwnThread[] | null = null;
  let last = '';
  return {
    async run(count) {
      before ??= ownThreads();
      for (let i = 0; i < count; i++) {
        const all = Array.from({ length: keys }, () => derive('password', 'salt', iterations, 20, 'sha512'));
        last = (await Promise.all(all)).at(-1)?.toString('hex') ?? '';
      }
    },
    digest: () => last,
    finding: () => ({ threads: threadsSince(before ?? [], ownThreads()).map((thread) => ({ ...thread })) }),
  };
};
