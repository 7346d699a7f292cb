import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemReason } from '../../../base/errors/system-reason.ts';
import { replaceFile } from '../../output/file/replace.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Which lessons were taken, kept from one time to the next where that can be. */
export class CourseProgress {
  readonly #file: string | null;
  readonly #done: Set<string>;
  #lost: string | null = null;

  /** @param file where it is kept; null where nothing is known of a home */
  constructor(file: string | null) {
    this.#file = file;
    this.#done = new Set(read(file));
  }

  has(name: string): boolean {
    return this.#done.has(name);
  }

  /** Why it isn’t kept; null where it is. */
  get lost(): string | null {
    return this.#lost;
  }

  /** Notes a lesson. That it can't be kept is no reason to stop learning. */
  add(name: string): void {
    this.#done.add(name);
    if (this.#file === null) return;
    try {
      makeFolder(dirname(this.#file));
      replaceFile(this.#file, `${JSON.stringify({ done: [...this.#done] })}\n`);
    } catch (error) {
      this.#lost = systemReason(error);
    }
  }

  reset(): void {
    this.#done.clear();
    if (this.#file === null) return;
    try {
      rmSync(this.#file, { force: true });
    } catch {}
  }
}

/** With those above it that are missing. Node’s own way to do that never ends below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** By the XDG base directory specification: what is to survive a restart, and is nobody’s configuration. */
export function progressFile({ XDG_STATE_HOME: state = '', HOME: home = '' }: Env): string | null {
  const base = state.startsWith('/') ? state : home === '' ? null : join(home, '.local', 'state');
  return base === null ? null : join(base, 'concur', 'learn.json');
}

/** What can’t be read, or isn’t ours, counts as nothing. */
function read(file: string | null): readonly string[] {
  if (file === null) return [];
  try {
    const { done } = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(done) ? done.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}
