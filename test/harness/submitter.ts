import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { MonotonicClock } from '../../src/base/time/clock.ts';
import type { BrokerSettings, ChunkState, HostLine, SubmitterLine } from '../../src/map/hosts/broker.ts';
import { BULLMQ_BROKER } from '../../src/map/hosts/bullmq/bullmq-broker.ts';
import { BullMqHostLine } from '../../src/map/hosts/bullmq/host-line.ts';
import { InHand } from '../../src/map/hosts/bullmq/in-hand.ts';
import type { HostState } from '../../src/model/hosts.ts';

export const LEASE_MS = 1_500;

export function settings({ url }: { readonly url: string }, leaseMs = LEASE_MS): BrokerSettings {
  return { url, tls: null, queue: 'concur:1:c0de', leaseMs };
}

export const chunk = (id: string) => ({ id, body: `work of ${id}` });
export const ids = (count: number) => Array.from({ length: count }, (_, n) => `run_${n}_1_0123456789abcdef`);

/** A host’s end of a broker, as if it were in a process of its own; gone with the test. */
export async function serve(at: { readonly url: string }, leaseMs?: number): Promise<HostLine> {
  const inHand = new InHand(new MonotonicClock());
  const line = await BullMqHostLine.open(settings(at, leaseMs), inHand);
  onTestFinished(() => line.close(true));
  return line;
}

export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(20);
}

/** A submitter’s end of a broker that keeps all that it hears. */
export class Submitter {
  readonly answers = new Map<string, string[]>();
  readonly stalled = new Map<string, string>();
  readonly hosts: HostState[] = [];
  readonly lines: boolean[] = [];
  readonly line: SubmitterLine;

  static async at(place: { readonly url: string }): Promise<Submitter> {
    const submitter = new Submitter(await BULLMQ_BROKER.submit(settings(place)));
    onTestFinished(() => submitter.line.close());
    return submitter;
  }

  private constructor(line: SubmitterLine) {
    this.line = line;
    line.on({
      answer: (id, body) => this.answers.set(id, [...(this.answers.get(id) ?? []), body]),
      stalled: (id, why) => this.stalled.set(id, why),
      host: (state) => this.hosts.push(state),
      line: (isUp) => this.lines.push(isUp),
    });
  }

  /** Looks until all have answers, putting back what is missing, as submitters do. @returns the answers in their order */
  async sweep(wanted: readonly string[]): Promise<string[]> {
    for (;;) {
      const states = await this.line.look(wanted).catch((): readonly ChunkState[] => []);
      const missing = states.filter(({ state }) => state === 'missing').map(({ id }) => chunk(id));
      if (missing.length > 0) await this.line.put(missing).catch(() => {});
      const answers = states.flatMap((state) => (state.state === 'answered' ? [state.body] : []));
      if (answers.length === wanted.length) return answers;
      await delay(100);
    }
  }
}
