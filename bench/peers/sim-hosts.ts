import { seededRandom } from '../../src/base/random.ts';
import { MonotonicClock, sleep } from '../../src/base/time/clock.ts';
import { BULLMQ_BROKER } from '../../src/map/hosts/bullmq/bullmq-broker.ts';
import { BrokerClock } from '../../src/map/hosts/serve/broker-clock.ts';
import type { ChunkCrew } from '../../src/map/hosts/serve/chunk-crew.ts';
import { Host } from '../../src/map/hosts/serve/host.ts';
import type { ChunkDone } from '../../src/map/hosts/wire/chunk-answer.ts';
import type { ChunkJob } from '../../src/map/hosts/wire/chunk-job.ts';
import { queueOf, WIRE_PROTOCOL } from '../../src/map/hosts/wire/protocol.ts';

// Virtual hosts, all in this process: all of a host but its workers, which do nothing for a drawn time (half to one and a half
// times MEAN_MS) and answer then.
const [, , url = '', digest = '', hosts, workers, meanMs, leaseMs] = process.argv;
const clock = new MonotonicClock();
const random = seededRandom(1);

/** Workers that do one chunk at a time each. */
class VirtualCrew implements ChunkCrew {
  readonly #free: Promise<unknown>[] = Array.from({ length: Number(workers) }, () => Promise.resolve());
  readonly #host: string;
  #next = 0;

  constructor(host: string) {
    this.#host = host;
  }

  async do({ count }: ChunkJob): Promise<ChunkDone> {
    const worker = this.#next++ % this.#free.length;
    const tookMs = Number(meanMs) * (0.5 + random());
    const done = (this.#free[worker] as Promise<unknown>).then(() => sleep(clock, tookMs));
    this.#free[worker] = done;
    await done;
    const endMs = Date.now();
    const who = { host: this.#host, machine: null, pid: worker, tid: worker, cpu: null, units: count };
    const evidence = [{ ...who, runNs: 0, runDelayNs: 0, startMs: endMs - tookMs, endMs }];
    return {
      type: 'done',
      runs: [{ from: 0, values: new Float64Array(count) }],
      failures: [],
      begun: count,
      evidence,
    };
  }

  async close(): Promise<void> {}
}

for (let n = 0; n < Number(hosts); n++) {
  const queue = queueOf(digest);
  const line = await BULLMQ_BROKER.serve({ url, tls: null, queue, leaseMs: Number(leaseMs) });
  const brokerClock = new BrokerClock(clock, () => line.clock());
  await brokerClock.start();
  const id = `virtual-${n}`;
  const cores = { cpus: Number(workers), effectiveCpus: null };
  const versions = { node: process.versions.node, concur: '', protocol: WIRE_PROTOCOL };
  const facts = { ...cores, ...versions, name: id, id, machine: null, pid: n, function: '', digest };
  new Host({
    ...{ facts, engine: 'threads', functionName: null, key: null, line, workers: Number(workers), clock },
    ...{ crew: new VirtualCrew(id), brokerClock, said() {}, lineIs() {} },
  });
}
process.stdout.write('up\n');
