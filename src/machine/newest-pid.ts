import { closeSync, openSync, readSync } from 'node:fs';

const buffer = Buffer.allocUnsafe(128);

/**
 * The number that was given to the newest process or thread, anywhere in our PID namespace (the last field of
 * /proc/loadavg, proc_loadavg(5)): as long as it stays, nobody has come. Null where it can't be read.
 */
export class NewestPid {
  #file: number | null = null;

  read(): number | null {
    try {
      this.#file ??= openSync('/proc/loadavg', 'r');
      const text = buffer.toString('latin1', 0, readSync(this.#file, buffer, 0, buffer.length, 0));
      const pid = Number(text.slice(text.lastIndexOf(' ') + 1));
      return Number.isInteger(pid) ? pid : null;
    } catch {
      return null;
    }
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}
