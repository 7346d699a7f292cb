import { expect, it } from 'vitest';
import type { Broker, SubmitterLine, SubmitterListener } from '../../../../src/map/hosts/broker.ts';
import { Counted, countedBroker } from '../../../../src/run/series/hosts/counted-broker.ts';

it('counts what goes to hosts and comes back, and changes nothing of it', async () => {
  const put: unknown[] = [];
  let inner: SubmitterListener | null = null;
  const line: Partial<SubmitterLine> = {
    async put(chunks) {
      put.push(...chunks);
    },
    on(listener) {
      inner = listener;
    },
  };
  const counted = new Counted();
  expect(counted.bytesPerChunk).toBeNull();
  const broker = countedBroker({ submit: async () => line } as unknown as Broker, counted);
  const submitter = await broker.submit({ url: '', tls: null, queue: '', leaseMs: 1 });
  const answers: string[] = [];
  submitter.on({ answer: (id, body) => answers.push(`${id} ${body}`), stalled() {}, host() {}, line() {} });
  const chunks = [
    { id: 'one', body: 'x'.repeat(100) },
    { id: 'two', body: 'x'.repeat(300) },
  ];
  await submitter.put(chunks);
  (inner as SubmitterListener | null)?.answer('one', 'yes');
  expect(put).toEqual(chunks);
  expect(answers).toEqual(['one yes']);
  expect(counted.bytesPerChunk).toBe(203);
});
