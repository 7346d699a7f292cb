import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { ChunkState } from '../broker.ts';

/** What BullMQ writes down of a job, as far as it matters here: fields of its hash. */
const FIELDS = ['timestamp', 'finishedOn', 'returnvalue', 'failedReason'] as const;
/** What is written down of a chunk that a host drops, in the moment before it is gone. */
export const UNWANTED = 'nobody wants it any more';
/** Asked for at a time: answers are large. */
const AT_ONCE = 64;

/** What has become of chunks: the truth, whatever events were lost. */
export async function lookAt(
  client: Redis,
  queue: Queue,
  ids: readonly string[],
): Promise<readonly ChunkState[]> {
  const states: ChunkState[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const found = await Promise.all(
      some.map((id) =>
        Promise.all([client.hmget(queue.toKey(id), ...FIELDS), client.exists(queue.toKey(`${id}:lock`))]),
      ),
    );
    found.forEach(([fields, locks], i) => void states.push(stateOf(some[i] ?? '', fields, locks > 0)));
  }
  return states;
}

/** The ids of all that is in the queue. */
export async function idsIn(
  client: Redis,
  keys: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const key = (type: string) => keys[type] ?? type;
  const lists = ['wait', 'active', 'paused'].map((type) => client.lrange(key(type), 0, -1));
  const sets = ['completed', 'failed'].map((type) => client.zrange(key(type), 0, '-1'));
  return [...new Set((await Promise.all([...lists, ...sets])).flat())];
}

/** Why a chunk is given up, in words. */
export function whyGivenUp(reason: string): string {
  if (!reason.includes('stalled')) return reason;
  return 'two hosts that had it ended, or were silent for longer than their lease';
}

function stateOf(id: string, fields: readonly (string | null)[], isLocked: boolean): ChunkState {
  const [timestamp, finishedOn, returnvalue, failedReason] = fields;
  if (timestamp == null) return { id, state: 'missing' };
  if (finishedOn == null) return { id, state: isLocked ? 'active' : 'waiting' };
  if (returnvalue == null) return { id, state: 'stalled', why: whyGivenUp(failedReason ?? 'unknown') };
  return { id, state: 'answered', body: textIn(returnvalue) };
}

/** BullMQ writes values down as JSON. */
function textIn(json: string): string {
  try {
    return `${JSON.parse(json)}`;
  } catch {
    return json;
  }
}
