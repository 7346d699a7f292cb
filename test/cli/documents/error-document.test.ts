import { expect, it } from 'vitest';
import { ConcurError, type ErrorCode, usageError } from '../../../src/base/errors/errors.ts';
import { errorDocument } from '../../../src/cli/documents/error-document.ts';
import { EXIT_OF_ERROR } from '../../../src/cli/exit-codes.ts';
import { COMMAND_NAMES } from '../../../src/cli/program/table.ts';
import { schemaErrors, undescribed } from '../../harness/schema.ts';

const USAGE = usageError('--cores 4 is not usable here', 'Try --cores 0-1.');

async function documentOf(typed: readonly string[], error: unknown) {
  const document = await errorDocument(typed, error);
  expect(schemaErrors('error', document)).toEqual([]);
  expect(undescribed('error', document)).toEqual([]);
  return document;
}

it.each(COMMAND_NAMES)('names the command and the error: %s', async (command) => {
  expect(await documentOf([command, '--cores', '4', '--json'], USAGE)).toMatchObject({
    schema: 'concur/error@1',
    command,
    error: { code: 'USAGE', message: '--cores 4 is not usable here', hint: 'Try --cores 0-1.' },
    exit: { code: 2, reason: '--cores 4 is not usable here' },
  });
});

it.each(Object.entries(EXIT_OF_ERROR))('%s: exits with %i', async (code, exit) => {
  const document = await documentOf(['check'], new ConcurError(code as ErrorCode, 'no'));
  expect(document).toMatchObject({ error: { code, message: 'no', hint: null }, exit: { code: exit } });
});

it.each([[], ['dmeo', 'threads'], ['--json', 'demo'], ['constructor']])(
  'has no command where none is named: %j',
  async (...typed) => {
    expect((await documentOf(typed, USAGE)).command).toBeNull();
  },
);

it.each([
  [new TypeError('x is not a function'), 'x is not a function'],
  ['a text', 'a text'],
  [null, 'null'],
])('calls what nobody foresaw a bug: %s', async (thrown, message) => {
  expect(await documentOf(['demo'], thrown)).toMatchObject({
    error: { code: 'BUG', message, hint: null },
    exit: { code: 70, reason: message },
  });
});

it('is not valid with another code, or without its hint', async () => {
  const document = await documentOf(['demo'], USAGE);
  const { hint: _, ...withoutHint } = document.error;
  for (const error of [{ ...document.error, code: 'usage' }, withoutHint])
    expect(schemaErrors('error', { ...document, error })).not.toEqual([]);
});
