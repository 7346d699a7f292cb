import {
  type Check,
  isNumber,
  isText,
  messageParser,
  orNull,
  shaped,
} from '../../../engine/transport/message-shape.ts';
import type { Numbering } from '../../dispatch/numbering.ts';
import { isValues, type Values } from '../../protocol/values.ts';
import { seal, unreadable, unseal } from './seal.ts';

/** Units that a host is to do, with all that it has to know of them. */
export interface ChunkJob {
  readonly type: 'chunk';
  readonly protocol: number;
  /** Of whoever sent it: what an abort names. Another submitter of the same run has another. */
  readonly run: string;
  /** The export’s name; null for the default one. A host does no other than its own. */
  readonly function: string | null;
  readonly count: number;
  /** What the units are called, to their function and in their errors: from the chunk’s first on. */
  readonly numbering: Numbering;
  /** Null where the index is the input. */
  readonly inputs: Values | null;
  readonly timeoutMs: number | null;
  readonly retries: number;
  /** `raise`: the first failure ends the chunk, too. */
  readonly onError: 'raise' | 'collect';
  /** Nobody waits for it any more from then on, in ms of the broker’s clock. */
  readonly expiresAtMs: number;
}

const isMode: Check = (value) => value === 'raise' || value === 'collect';
const parse = messageParser<ChunkJob>({
  chunk: {
    protocol: isNumber,
    run: isText,
    function: orNull(isText),
    count: isNumber,
    numbering: shaped({ first: isNumber, step: isNumber }),
    inputs: orNull(isValues),
    timeoutMs: orNull(isNumber),
    retries: isNumber,
    onError: isMode,
    expiresAtMs: isNumber,
  },
});

/** @throws DataCloneError where an input can’t be sent */
export function packJob(id: string, job: ChunkJob, key: string | null): string {
  return seal(job, key, { id, direction: 'job' });
}

/** @throws ConcurError (NOT_RUNNABLE) where it isn’t signed as it should be, or can’t be read */
export function unpackJob(id: string, body: string, key: string | null): ChunkJob {
  const purpose = { id, direction: 'job' } as const;
  const job = parse(unseal(body, key, purpose));
  if (job === null) throw unreadable(purpose);
  return job;
}
