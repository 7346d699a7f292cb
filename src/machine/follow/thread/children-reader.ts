import { parseChildren } from '../../proc/threads.ts';
import type { OpenFiles } from '../open-files.ts';
import { ProcFile } from '../proc-file.ts';

const buffer = Buffer.allocUnsafe(4096);

/** Asks one thread again and again which processes it has started. */
export class ChildrenReader {
  readonly #file: ProcFile;

  constructor(files: OpenFiles, folder: string) {
    this.#file = new ProcFile(files, `${folder}/children`, 'in-turns');
  }

  /** Their PIDs; empty where there are none, or the kernel doesn't tell. */
  children(): number[] {
    let text = '';
    for (let at = 0; ; ) {
      const length = this.#file.read(buffer, at);
      text += buffer.toString('latin1', 0, Math.max(0, length));
      at += length;
      if (length < buffer.length) return parseChildren(text);
    }
  }

  close(): void {
    this.#file.close();
  }
}
