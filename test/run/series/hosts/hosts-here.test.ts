import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../../../src/base/files/package-root.ts';
import { codeDigest } from '../../../../src/map/code-digest/code-digest.ts';
import type { Broker } from '../../../../src/map/hosts/broker.ts';
import { WIRE_PROTOCOL } from '../../../../src/map/hosts/wire/protocol.ts';
import type { HostsSetup } from '../../../../src/run/series/hosts/candidate.ts';
import { hostsHere } from '../../../../src/run/series/hosts/hosts-here.ts';
import { hostState } from '../../../fixtures/hosts.ts';

const source = { file: join(packageRoot(), 'test', 'fixtures', 'functions', 'rows.ts'), name: 'hashRow' };

it('are those with the same code that are heard, also where they are paused', async () => {
  const own = { digest: await codeDigest(source), protocol: WIRE_PROTOCOL };
  const known = [
    hostState({ ...own, id: 'here' }),
    hostState({ ...own, id: 'paused', state: 'paused' }),
    hostState({ ...own, id: 'leaving', state: 'leaving' }),
    hostState({ ...own, id: 'silent', silentMs: 3_000 }),
    hostState({ ...own, id: 'other code', digest: 'other' }),
    hostState({ ...own, id: 'other protocol', protocol: 1 }),
  ];
  const broker = { hosts: async () => known } as unknown as Broker;
  const order = {
    source,
    run: null,
    hosts: 1,
    waitMs: 1,
    leaseMs: 1,
    chunk: null,
    timeoutMs: null,
    retries: 0,
  };
  const setup: HostsSetup = { broker, place: { url: 'redis://localhost', tls: null }, key: null, order };
  expect((await hostsHere(setup, 2)).map(({ id }) => id)).toEqual(['here', 'paused']);
  await expect(hostsHere(setup, 3)).rejects.toMatchObject({
    code: 'CAPABILITY_MISSING',
    message: expect.stringContaining('only 2 of 3 hosts are there'),
  });
});
