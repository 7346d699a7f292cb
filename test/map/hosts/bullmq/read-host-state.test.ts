import { describe, expect, it } from 'vitest';
import { ordersKey, queueName } from '../../../../src/map/hosts/bullmq/keys.ts';
import { readHostState } from '../../../../src/map/hosts/bullmq/read-host-state.ts';
import { queueOf } from '../../../../src/map/hosts/wire/protocol.ts';
import { USUAL_HOST } from '../../../fixtures/host-state.ts';

describe('what a host has written down', () => {
  it('is read as it was said', () => {
    expect(readHostState(JSON.stringify(USUAL_HOST))).toEqual(USUAL_HOST);
  });

  it.each<readonly [string, string | null]>([
    ['nothing', null],
    ['no JSON', '{'],
    ['no object', '7'],
    ['a list', '[]'],
    ['an unknown state', JSON.stringify({ ...USUAL_HOST, state: 'gone' })],
    ['a number that is text', JSON.stringify({ ...USUAL_HOST, workers: '2' })],
    ...Object.keys(USUAL_HOST).map(
      (field) => [`one without its ${field}`, JSON.stringify({ ...USUAL_HOST, [field]: undefined })] as const,
    ),
  ])('isn’t believed where it is %s', (_what, json) => {
    expect(readHostState(json)).toBe(null);
  });
});

describe('keys', () => {
  it('all begin alike, and name queues without colons', () => {
    const queue = queueOf('c0de');
    expect(queueName(queue)).toMatch(/^\d+-c0de$/);
    expect(ordersKey(queue)).toBe(`concur:orders:${queueName(queue)}`);
  });
});
