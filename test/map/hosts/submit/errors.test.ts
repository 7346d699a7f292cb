import { expect, it } from 'vitest';
import { hostsMissing } from '../../../../src/map/hosts/submit/errors.ts';

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

it('says where a password belongs, and not which: on a command line it would be refused', () => {
  const { message, hint } = hostsMissing({ ...ABSENCE, url: 'rediss://concur:geheim@10.0.0.5:6380' });
  expect(hint).toBe(
    'On each host, with the password in CONCUR_BROKER=rediss://concur:***@10.0.0.5:6380: concur worker /there/work.js#unit',
  );
  expect(`${message} ${hint}`).not.toContain('geheim');
});
