import type { Redis } from 'ioredis';
import { setTimeout } from '../../../base/time/real.ts';
import { isNumber, isText, listOf, messageParser } from '../../../engine/transport/message-shape.ts';
import type { HostOrder } from '../broker.ts';

/** Orders that are older are not for anybody who is there. */
const KEPT = 1000;
const KEPT_MS = 3_600_000;
/** A read waits so long for the next one. */
const WAIT_MS = 5_000;
/** Pause after a read that failed. */
const RETRY_MS = 500;

const parse = messageParser<HostOrder>({
  abort: { run: isText },
  pause: { hosts: listOf(isText), leaseMs: isNumber },
  resume: { hosts: listOf(isText) },
});

/** Orders are a stream: whoever was cut off reads on where they were. (And channels would need a permission more.) */
export async function giveOrder(client: Redis, key: string, order: HostOrder): Promise<void> {
  await client.xadd(key, 'MAXLEN', '~', KEPT, '*', 'order', JSON.stringify(order));
  await client.pexpire(key, KEPT_MS);
}

/** Where the stream ends: what comes later is news. */
export async function endOf(client: Redis, key: string): Promise<string> {
  const [last] = await client.xrevrange(key, '+', '-', 'COUNT', 1);
  return last?.[0] ?? '0-0';
}

/** Hears the orders that are given from now on, until its connection ends. @param from where the stream ended */
export async function hearOrders(
  client: Redis,
  key: string,
  from: string,
  take: (order: HostOrder) => void,
): Promise<void> {
  for (let last = from; !hasEnded(client); ) {
    try {
      const [stream] = (await client.xread('BLOCK', WAIT_MS, 'STREAMS', key, last)) ?? [];
      for (const [id, fields] of stream?.[1] ?? []) {
        last = id;
        const order = readOrder(fields[1]);
        if (order !== null) take(order);
      }
    } catch {
      if (hasEnded(client)) return;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

function hasEnded({ status }: Redis): boolean {
  return status === 'end';
}

function readOrder(json: string | undefined): HostOrder | null {
  try {
    return parse(JSON.parse(json ?? 'null'));
  } catch {
    return null;
  }
}
