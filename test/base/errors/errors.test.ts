import { expect, it } from 'vitest';
import { ConcurError, usageError } from '../../../src/base/errors/errors.ts';
import { messageOf, systemCode } from '../../../src/base/errors/read-thrown.ts';

it('carries a code, a hint and a cause', () => {
  const cause = new Error('disk full');
  const error = new ConcurError('OUTPUT_LOST', 'not written', { hint: 'free some space', cause });
  expect(error).toMatchObject({ code: 'OUTPUT_LOST', hint: 'free some space', cause, name: 'ConcurError' });
  expect(usageError('no')).toMatchObject({ code: 'USAGE', hint: null });
});

it('finds the system’s code in anything that was thrown', () => {
  expect(systemCode(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBe('ENOENT');
  for (const thrown of [null, undefined, 'ENOENT', 5, {}, { code: 7 }, new Error('x')]) {
    expect(systemCode(thrown)).toBeNull();
  }
});

it('finds the message of anything that was thrown', () => {
  expect(messageOf(new Error('boom'))).toBe('boom');
  expect(messageOf('boom')).toBe('boom');
  expect(messageOf(undefined)).toBe('undefined');
});
