import type { OpenFiles } from './open-files.ts';
import { ProcFile } from './proc-file.ts';

const buffer = Buffer.allocUnsafe(128);

/**
 * The number that was given to the newest process or thread, anywhere in our PID namespace (the last field of
 * /proc/loadavg, proc_loadavg(5)): as long as it stays, nobody has come. Null where it can't be read.
 */
export class NewestPid {
  readonly #file: ProcFile;

  constructor(files: OpenFiles) {
    this.#file = new ProcFile(files, '/proc/loadavg');
  }

  read(): number | null {
    const length = this.#file.read(buffer);
    if (length <= 0) return null;
    const text = buffer.toString('latin1', 0, length);
    const pid = Number(text.slice(text.lastIndexOf(' ') + 1));
    return Number.isInteger(pid) ? pid : null;
  }

  close(): void {
    this.#file.close();
  }
}
