import { Sysroot } from './sysroot.ts';

/**
 * A machine at one moment: what several readers ask for is read once, and all of them see the same. For facts that are read
 * together, and not for counters that are read again.
 */
export class Snapshot extends Sysroot {
  readonly #texts = new Map<string, string | null>();
  readonly #lists = new Map<string, string[] | null>();
  readonly #found = new Map<string, boolean>();

  override read(path: string): string | null {
    return once(this.#texts, path, () => super.read(path));
  }

  override list(path: string): string[] | null {
    return once(this.#lists, path, () => super.list(path));
  }

  override has(path: string): boolean {
    return once(this.#found, path, () => super.has(path));
  }
}

function once<Answer>(known: Map<string, Answer>, path: string, ask: () => Answer): Answer {
  const before = known.get(path);
  if (before !== undefined || known.has(path)) return before as Answer;
  const answer = ask();
  known.set(path, answer);
  return answer;
}
