import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemCode } from '../../../src/base/errors/read-thrown.ts';
import { Output } from '../../../src/cli/output.ts';
import { temporaryFolder } from '../../fixtures/captured.ts';

/** More than a pipe holds. */
const TEXT = 'a line of results\n'.repeat(20_000);

function pipe() {
  const file = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [file]);
  const reader = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(file, constants.O_WRONLY);
  onTestFinished(() => closeSync(writer));
  return { reader, output: new Output(writer) };
}

/** What a pipe holds now, as far as one call takes it. */
function textIn(reader: number): string {
  const room = Buffer.alloc(2 ** 17);
  try {
    return room.toString('latin1', 0, readSync(reader, room));
  } catch (error) {
    if (systemCode(error) === 'EAGAIN') return '';
    throw error;
  }
}

it('hears timers while the reader takes nothing, and then writes all of it', async () => {
  const { reader, output } = pipe();
  onTestFinished(() => closeSync(reader));
  let isPrinted = false;
  const printing = output.printPatiently(TEXT).then(() => {
    isPrinted = true;
  });
  await new Promise((resume) => setTimeout(resume, 20));
  expect(isPrinted).toBe(false);
  let read = '';
  while (!isPrinted) {
    read += textIn(reader);
    await new Promise((resume) => setTimeout(resume, 1));
  }
  await printing;
  expect(read + textIn(reader)).toBe(TEXT);
});

it('waits no longer where nobody takes anything and it is to end', async () => {
  const { reader, output } = pipe();
  onTestFinished(() => closeSync(reader));
  const stop = new AbortController();
  const printing = output.printPatiently(TEXT, stop.signal);
  stop.abort();
  await expect(printing).rejects.toMatchObject({ code: 'OUTPUT_CLOSED' });
});

it('says that the reader has ended', async () => {
  const { reader, output } = pipe();
  closeSync(reader);
  await expect(output.printPatiently(TEXT)).rejects.toMatchObject({ code: 'OUTPUT_CLOSED' });
  expect(output.isLost).toBe(true);
});
