import { closeSync, fstatSync, ftruncateSync, readSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { ConcurError } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { openNameless } from '../../../base/files/new-file.ts';

/** More than this (bytes) is not kept: who prints so much is not shown all of it. */
const MOST_BYTES = 16 * 2 ** 20;
const SHOWN_BYTES = 64 * 1024;
const SHOWN_LINES = 40;

function open(): number {
  try {
    return openNameless(tmpdir(), true);
  } catch (error) {
    throw new ConcurError('CAPABILITY_MISSING', `what commands print can’t be kept: ${messageOf(error)}`, {
      hint: 'Set TMPDIR to a folder that can be written to.',
    });
  }
}

/** What a command prints: kept in a file without a name, and shown only where the command fails. */
export class HiddenOutput {
  /** What the command gets as its stdout and its stderr. */
  readonly fd = open();

  /** Forgets it. */
  clear(): void {
    ftruncateSync(this.fd, 0);
  }

  /** Forgets it where it has become too long. */
  bound(): void {
    if (fstatSync(this.fd).size > MOST_BYTES) this.clear();
  }

  /** The last lines. */
  end(): string[] {
    const { size } = fstatSync(this.fd);
    const from = Math.max(0, size - SHOWN_BYTES);
    const bytes = Buffer.alloc(size - from);
    const length = readSync(this.fd, bytes, 0, bytes.length, from);
    const lines = bytes.toString('utf8', 0, length).trimEnd().split('\n');
    return lines.slice(-SHOWN_LINES).filter((line, index) => index > 0 || line !== '');
  }

  close(): void {
    closeSync(this.fd);
  }
}
