import { describe, expect, it, onTestFinished } from 'vitest';
import { ConcurError } from '../../../../src/base/errors/errors.ts';
import { sleep } from '../../../../src/base/time/clock.ts';
import { VirtualClock } from '../../../../src/base/time/virtual-clock.ts';
import type { HostOrder } from '../../../../src/map/hosts/broker.ts';
import { FakeBroker } from '../../../../src/map/hosts/fake-broker.ts';
import { BrokerClock } from '../../../../src/map/hosts/serve/broker-clock.ts';
import type { ChunkCrew } from '../../../../src/map/hosts/serve/chunk-crew.ts';
import { Host } from '../../../../src/map/hosts/serve/host.ts';
import { type ChunkAnswer, unpackAnswer } from '../../../../src/map/hosts/wire/chunk-answer.ts';
import { type ChunkJob, packJob } from '../../../../src/map/hosts/wire/chunk-job.ts';
import { WIRE_PROTOCOL } from '../../../../src/map/hosts/wire/protocol.ts';
import type { ChunkEvidence, HostState } from '../../../../src/model/hosts.ts';
import { USUAL_HOST } from '../../../fixtures/host-state.ts';

const SETTINGS = { url: 'redis://127.0.0.1', tls: null, queue: 'concur:1:c0de', leaseMs: 10_000 };
const EVIDENCE: ChunkEvidence = {
  ...{ host: 'a', machine: null, pid: 7, tid: 8, cpu: 1, units: 2, runNs: 5, runDelayNs: null },
  ...{ startMs: 0, endMs: 1 },
};
const FAR_MS = 1e15;

/** A host, its crew, and who submits to it, on one virtual clock. */
class World {
  readonly clock = new VirtualClock();
  readonly broker = new FakeBroker({ clock: this.clock });
  readonly said: HostState[] = [];
  readonly begun: string[] = [];
  readonly answers = new Map<string, ChunkAnswer>();
  /** How long a chunk takes. */
  workMs = 100;
  failure: Error | null = null;
  #tell: (order: HostOrder) => Promise<void> = async () => {};
  #put: (id: string, job: Partial<ChunkJob>) => Promise<void> = async () => {};

  async host(): Promise<Host> {
    const submitter = await this.broker.submit(SETTINGS);
    submitter.on({
      answer: (id, body) => this.answers.set(id, unpackAnswer(id, body, null)),
      ...{ stalled() {}, host() {}, line() {} },
    });
    this.#tell = (order) => submitter.tell(order);
    this.#put = (id, job) => submitter.put([{ id, body: packJob(id, { ...JOB, ...job }, null) }]);
    const line = await this.broker.serve(SETTINGS);
    const brokerClock = new BrokerClock(this.clock, () => line.clock());
    const { name, id, machine, pid, cpus, effectiveCpus, node, concur, protocol, digest } = USUAL_HOST;
    const facts = {
      name,
      id,
      machine,
      pid,
      cpus,
      effectiveCpus,
      node,
      concur,
      protocol,
      digest,
      function: 'a.js#fn',
    };
    const host = new Host({
      ...{ facts, engine: 'threads', functionName: 'fn', key: null, line, crew: this.#crew(), workers: 1 },
      ...{ clock: this.clock, brokerClock, said: (state) => this.said.push(state), lineIs() {} },
    });
    onTestFinished(() => host.leave(true));
    return host;
  }

  async put(id: string, job: Partial<ChunkJob> = {}): Promise<void> {
    await this.#put(id, { run: id, ...job });
  }

  async tell(order: HostOrder): Promise<void> {
    await this.#tell(order);
  }

  wait(ms: number): Promise<void> {
    return sleep(this.clock, ms);
  }

  #crew(): ChunkCrew {
    return {
      do: async ({ run }, signal) => {
        this.begun.push(run);
        const aborted = new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
        await Promise.race([sleep(this.clock, this.workMs), aborted]);
        if (this.failure !== null) throw this.failure;
        return { type: 'done', runs: [], failures: [], begun: 2, evidence: [EVIDENCE] };
      },
      close: async () => {},
    };
  }
}

const JOB: ChunkJob = {
  ...{ type: 'chunk', protocol: WIRE_PROTOCOL, run: 'run', function: 'fn', count: 2, inputs: null },
  ...{
    numbering: { first: 0, step: 1 },
    timeoutMs: null,
    retries: 0,
    onError: 'collect',
    expiresAtMs: FAR_MS,
  },
};

describe('a host', () => {
  it('answers chunks, and says every second what it has done', async () => {
    const world = new World();
    await world.host();
    await world.put('one');
    await world.put('two');
    await world.wait(3_500);
    expect([...world.answers.values()].map(({ type }) => type)).toEqual(['done', 'done']);
    expect(world.said.length).toBe(4);
    expect(world.said.map(({ done }) => done)).toEqual([0, 4, 4, 4]);
    expect(world.said.at(-1)).toMatchObject({ state: 'here', runNs: 10, runDelayNs: null });
  });

  it.each<[string, Partial<ChunkJob>, string]>([
    ['of another protocol', { protocol: 1 }, 'refused'],
    ['for another function', { function: 'other' }, 'refused'],
    ['that nobody waits for any more', { expiresAtMs: 1 }, 'expired'],
  ])('doesn’t begin a chunk %s', async (_what, job, type) => {
    const world = new World();
    await world.host();
    await world.put('one', job);
    await world.wait(1_000);
    expect(world.answers.get('one')?.type).toBe(type);
    expect(world.begun).toEqual([]);
  });

  it('ends soon what was aborted, begins no more of it, and leaves nothing of it in the broker', async () => {
    const world = new World();
    await world.host();
    world.workMs = 60_000;
    await world.put('one');
    await world.wait(100);
    await world.tell({ type: 'abort', run: 'one' });
    await world.put('again', { run: 'one' });
    world.workMs = 100;
    await world.put('two');
    await world.wait(1_000);
    expect(world.begun).toEqual(['one', 'two']);
    expect([...world.answers.keys()]).toEqual(['two']);
    expect(world.broker.ids).toEqual(['two']);
  });

  it('pauses where it is meant, and goes on', async () => {
    const world = new World();
    await world.host();
    await world.tell({ type: 'pause', hosts: ['other'], leaseMs: 60_000 });
    await world.put('one');
    await world.wait(500);
    expect([...world.answers.keys()]).toEqual(['one']);
    await world.tell({ type: 'pause', hosts: ['other', 'a'], leaseMs: 60_000 });
    await world.put('two');
    await world.wait(5_000);
    expect(world.begun).toEqual(['one']);
    expect(world.said.at(-1)?.state).toBe('paused');
    await world.tell({ type: 'resume', hosts: ['a'] });
    await world.wait(500);
    expect([...world.answers.keys()]).toEqual(['one', 'two']);
  });

  it('works again where nobody renews its pause, and not before', async () => {
    const world = new World();
    await world.host();
    const pause = { type: 'pause', hosts: ['a'], leaseMs: 3_000 } as const;
    await world.tell(pause);
    await world.wait(2_000);
    await world.tell(pause);
    await world.put('one');
    await world.wait(2_500);
    expect(world.begun).toEqual([]);
    expect(world.said.at(-1)?.state).toBe('paused');
    await world.wait(1_000);
    expect([...world.answers.keys()]).toEqual(['one']);
    expect(world.said.at(-1)?.state).toBe('here');
  });

  it('stays paused where it was told so anew after it had gone on', async () => {
    const world = new World();
    await world.host();
    await world.tell({ type: 'pause', hosts: ['a'], leaseMs: 1_000 });
    await world.tell({ type: 'resume', hosts: ['a'] });
    await world.tell({ type: 'pause', hosts: ['a'], leaseMs: 5_000 });
    await world.wait(2_000);
    expect(world.said.at(-1)?.state).toBe('paused');
  });

  it('leaves, whatever becomes of its pause', async () => {
    const world = new World();
    const host = await world.host();
    await world.tell({ type: 'pause', hosts: ['a'], leaseMs: 1_000 });
    world.workMs = 5_000;
    await host.leave(false);
    await world.wait(2_000);
    expect(world.said.at(-1)?.state).toBe('leaving');
  });

  it('leaves when all that it has is handed in, or at once', async () => {
    const world = new World();
    const host = await world.host();
    world.workMs = 5_000;
    await world.put('one');
    await world.wait(100);
    const left = host.leave(false);
    await world.put('two');
    await left;
    await host.left();
    await world.wait(100);
    expect([...world.answers.keys()]).toEqual(['one']);
    expect(world.said.at(-1)?.state).toBe('leaving');

    const hasty = new World();
    const other = await hasty.host();
    hasty.workMs = 60_000;
    await hasty.put('one');
    await hasty.wait(100);
    void other.leave(false);
    await other.leave(true);
    await other.left();
    expect([hasty.answers.size, hasty.broker.open]).toEqual([0, 1]);
  });

  it('says so where its function can’t be had, and leaves', async () => {
    const world = new World();
    const host = await world.host();
    world.failure = new ConcurError('USER_CODE', 'a.js can’t be loaded: no');
    await world.put('one');
    await expect(host.left()).rejects.toBe(world.failure);
    await world.wait(100);
    expect(world.answers.get('one')).toEqual({ type: 'unusable', why: 'a.js can’t be loaded: no' });
  });

  it('answers with why where workers come to nothing, and stays', async () => {
    const world = new World();
    await world.host();
    world.failure = new ConcurError('WORKER_FAILED', 'they end');
    await world.put('one');
    await world.wait(1_000);
    expect(world.answers.get('one')).toEqual({ type: 'refused', why: 'they end' });
    expect(world.said.at(-1)?.state).toBe('here');
  });
});
