import { createRequire } from 'node:module';
import type * as BullMq from 'bullmq';
import type * as IoRedis from 'ioredis';
import { ConcurError } from '../../../base/errors/errors.ts';
import { systemCode } from '../../../base/errors/read-thrown.ts';

/** What talks to Redis: optional, so loaded where it is used. */
export interface BrokerPackages {
  readonly bullmq: typeof BullMq;
  readonly Redis: typeof IoRedis.Redis;
}

const NOT_FOUND: ReadonlySet<string | null> = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND']);

type Load = () => Promise<[typeof BullMq, Pick<typeof IoRedis, 'Redis'>]>;

const installed: Load = () => Promise.all([import('bullmq'), import('ioredis')]);

/** @throws ConcurError (CAPABILITY_MISSING) where they aren't installed */
export async function loadPackages(load: Load = installed): Promise<BrokerPackages> {
  try {
    const [bullmq, { Redis }] = await load();
    return { bullmq, Redis };
  } catch (cause) {
    if (!NOT_FOUND.has(systemCode(cause))) throw cause;
    throw new ConcurError(
      'CAPABILITY_MISSING',
      'hosts need the packages bullmq and ioredis, and they aren’t installed',
      { hint: 'Type: npm install bullmq ioredis', cause },
    );
  }
}

const require = createRequire(import.meta.url);

/** Which of them aren’t installed; none of them is loaded. */
export function missingPackages(): readonly string[] {
  return ['bullmq', 'ioredis'].filter((name) => {
    try {
      require.resolve(name);
      return false;
    } catch {
      return true;
    }
  });
}
