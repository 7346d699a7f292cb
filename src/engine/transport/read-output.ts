import type { ChildProcess } from 'node:child_process';
import { setImmediate } from '../../base/time/real.ts';
import { readLines } from './lines.ts';

/** What a process prints. */
export interface ChildOutput {
  /** Resolves when all of it is read. */
  readonly read: Promise<unknown>;
  /** The lines on stderr that were held back. */
  held(): readonly string[];
  /** Passes on what was held back, and from now on everything at once. */
  release(): void;
  /** Passes on what was held back, and nothing that comes later. */
  close(): void;
}

/** Reads what a process prints; its stderr is held back at first, because there a wrapper that says no explains itself. */
export function readOutput(
  child: ChildProcess,
  onLine: (stream: 'stdout' | 'stderr', line: string) => void,
): ChildOutput {
  const held: string[] = [];
  let isHolding = true;
  let isClosed = false;
  const release = () => {
    isHolding = false;
    for (const line of held.splice(0)) onLine('stderr', line);
  };
  return {
    read: Promise.all([
      readLines(child.stdout, (line) => {
        if (!isClosed) onLine('stdout', line);
      }),
      readLines(child.stderr, (line) => {
        if (isHolding) held.push(line);
        else if (!isClosed) onLine('stderr', line);
      }),
    ]),
    held: () => held,
    release,
    close() {
      release();
      isClosed = true;
    },
  };
}

/** Passes messages on in their order. */
interface Passage<Message> {
  take(message: Message): void;
  /** Passes on what still waits. */
  end(): void;
}

/**
 * Passes messages on, and those that follow output not before that is here. It was written before the message was sent,
 * so it is read in the turn of the event loop in which the message is, or in the next.
 */
export function afterOutput<Message>(
  followsOutput: (message: Message) => boolean,
  pass: (message: Message) => void,
): Passage<Message> {
  const waiting: Message[] = [];
  const wait = () => setImmediate(() => setImmediate(passNext));
  function passNext(): void {
    const [first, ...rest] = waiting.splice(0);
    if (first !== undefined) pass(first);
    for (const message of rest) take(message);
  }
  function take(message: Message): void {
    if (waiting.length === 0 && !followsOutput(message)) return pass(message);
    if (waiting.push(message) === 1) wait();
  }
  return {
    take,
    end() {
      for (const message of waiting.splice(0)) pass(message);
    },
  };
}
