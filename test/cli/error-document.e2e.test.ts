import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { COMMAND_NAMES } from '../../src/cli/program/table.ts';
import { concur } from '../harness/concur.ts';
import { errorDocumentOf } from '../harness/error-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-error-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(COMMAND_NAMES)('%s: a flag that there isn’t is an error document with --json', async (command) => {
  const ended = await concur([command, '--nope', '--json']);
  expect(errorDocumentOf(ended)).toMatchObject({
    command,
    error: { code: 'USAGE', message: "unknown option '--nope'" },
    exit: { code: 2 },
  });
});

it('is the last event of a stream', async () => {
  const ended = await concur(['demo', 'nope', '--json-stream']);
  const [event, ...more] = ended.stdout.trimEnd().split('\n');
  const { type, report } = JSON.parse(event as string);
  expect([type, more]).toEqual(['report', []]);
  expect(errorDocumentOf({ ...ended, stdout: JSON.stringify(report) }).command).toBe('demo');
});

it('so is a command that there isn’t', async () => {
  const { command, error } = errorDocumentOf(await concur(['dmeo', '--json']));
  expect([command, error.hint]).toEqual([null, 'Did you mean concur demo?']);
});

it('and has nothing to draw', async () => {
  const file = join(folder, 'error.json');
  writeFileSync(file, (await concur(['demo', 'nope', '--json'])).stdout);
  const ended = await concur(['report', file, '--json']);
  expect(errorDocumentOf(ended).error.message).toBe(
    `${file} is the error of a command that has no result: there is nothing to print`,
  );
});
