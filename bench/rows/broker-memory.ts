import { Redis } from 'ioredis';
import { FROM_ZERO } from '../../src/map/dispatch/numbering.ts';
import { BULLMQ_BROKER } from '../../src/map/hosts/bullmq/bullmq-broker.ts';
import { chunkId } from '../../src/map/hosts/wire/chunk-id.ts';
import { packJob } from '../../src/map/hosts/wire/chunk-job.ts';
import { queueOf, WIRE_PROTOCOL } from '../../src/map/hosts/wire/protocol.ts';
import { median } from '../../src/stats/samples/summary.ts';
import { startBroker } from '../broker.ts';
import { LEASE_MS } from '../hosts.ts';
import type { Experiment } from '../row.ts';
import type { Site } from '../site.ts';

const CHUNKS = 200;
const UNITS = 1_000;

/** What a chunk of a thousand numbers takes of the broker’s memory while it waits: more than 8 bytes for each. */
export function brokerMemory(site: Site): Experiment<number> {
  return {
    candidates: [{ name: 'memory', run: () => bytesOfChunk(site) }],
    lines: (bytes) => [
      {
        what: `the broker’s memory for a chunk of ${UNITS} numbers that waits / their 8 bytes each`,
        values: bytes('memory').map((each) => each / (8 * UNITS)),
        unit: 'ratio',
        goals: [],
        behind: `${(median(bytes('memory')) / 1e3).toFixed(1)} kB`,
      },
    ],
  };
}

async function bytesOfChunk(site: Site): Promise<number> {
  const broker = await startBroker(site);
  const asked = new Redis(broker.url);
  const used = async () => Number(/^used_memory:(\d+)/m.exec(await asked.info('memory'))?.[1]);
  const settings = { url: broker.url, tls: null, queue: queueOf('memory'), leaseMs: LEASE_MS };
  const line = await BULLMQ_BROKER.submit(settings);
  const before = await used();
  await line.put(Array.from({ length: CHUNKS }, (_, n) => chunkOf(n * UNITS)));
  const bytes = ((await used()) - before) / CHUNKS;
  await line.close();
  asked.disconnect();
  await broker.kill();
  return bytes;
}

function chunkOf(from: number): { readonly id: string; readonly body: string } {
  const id = chunkId({ run: 'memory', from, count: UNITS, digest: '0123456789abcdef' });
  const inputs = Float64Array.from({ length: UNITS }, (_, n) => Math.sqrt(from + n));
  const units = { from, count: UNITS, numbering: FROM_ZERO, inputs };
  const rules = { timeoutMs: null, retries: 0, onError: 'raise', expiresAtMs: Date.now() } as const;
  const job = { type: 'chunk', protocol: WIRE_PROTOCOL, run: 'memory', function: null } as const;
  return { id, body: packJob(id, { ...job, ...units, ...rules }, null) };
}
