import { expect, it } from 'vitest';
import { hostsMissing } from '../../../../src/map/hosts/submit/errors.ts';
import { WIRE_PROTOCOL } from '../../../../src/map/hosts/wire/protocol.ts';
import { hostState } from '../../../fixtures/hosts.ts';

const ABSENCE = {
  ...{ source: { file: '/there/work.js', name: 'unit' }, digest: 'd1ge57', known: [] },
  ...{ wanted: 1, here: 0, waitedMs: 30_000 },
};

it.each([
  [
    'rediss://concur@10.0.0.5:6380',
    'concur worker /there/work.js#unit --broker rediss://concur@10.0.0.5:6380',
  ],
  ['redis://127.0.0.1:6379/2', 'concur worker /there/work.js#unit --broker redis://127.0.0.1:6379/2'],
])('says what to type where no host is there at %s', (url, line) => {
  expect(hostsMissing({ ...ABSENCE, url }).hint).toBe(`On each host: ${line}`);
});

it('says how long it waited, where it did, and who of the right ones can’t work', () => {
  const own = { digest: 'd1ge57', protocol: WIRE_PROTOCOL, function: 'work.js#unit' };
  const known = [
    hostState({ ...own, name: 'a' }),
    hostState({ ...own, name: 'b', silentMs: 6_400 }),
    hostState({ ...own, name: 'c', state: 'paused' }),
  ];
  const url = 'redis://127.0.0.1';
  const here = { wanted: 3, here: 1, known, url };
  expect(hostsMissing({ ...ABSENCE, ...here }).message).toBe(
    'only 1 of 3 hosts is there for work.js#unit (waited 30 s). There are others: b has been silent for 6 s and c is paused',
  );
  expect(hostsMissing({ ...ABSENCE, url, waitedMs: 0 }).message).toBe('no host is there for work.js#unit');
});

it('says where a password belongs, and not which: on a command line it would be refused', () => {
  const { message, hint } = hostsMissing({ ...ABSENCE, url: 'rediss://concur:geheim@10.0.0.5:6380' });
  expect(hint).toBe(
    'On each host, with the password in CONCUR_BROKER=rediss://concur:***@10.0.0.5:6380: concur worker /there/work.js#unit',
  );
  expect(`${message} ${hint}`).not.toContain('geheim');
});
