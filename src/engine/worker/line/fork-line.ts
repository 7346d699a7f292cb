import type { Tagged } from '../../transport/fork.ts';

/** A fork's end of the line to its parent. */
export interface ForkLine<Data, To, From> {
  readonly data: Data;
  /** The file of counters; null where there is none. */
  readonly countersFd: number | null;
  send(message: From): void;
  receive(take: (message: To) => void): void;
  /** Lets go of the parent. @param then is called when nothing more can be sent */
  close(then?: () => void): void;
  /** Busy work never sees the channel close. Where setpriv ties our life to the parent's, this is never reached. */
  exitIfOrphaned(): void;
}

/** To be called before any code of the user's: that has the same channel, and is not to find our tag. */
export function openForkLine<Data, To, From>(): ForkLine<Data, To, From> {
  const tag = process.argv.pop() as string;
  const [, , data, countersFd] = process.argv;
  const parentPid = process.ppid;
  const send = process.send?.bind(process);
  let isClosing = false;
  // Ctrl-C reaches the whole foreground group; the parent alone decides what it means.
  process.on('SIGINT', () => {});
  process.on('disconnect', () => {
    if (!isClosing) process.exit(1);
  });
  return {
    data: JSON.parse(data as string),
    countersFd: countersFd === undefined ? null : Number(countersFd),
    send: (message) => send?.({ tag, message } satisfies Tagged),
    receive: (take) => void process.on('message', (message) => take(message as To)),
    close(then) {
      if (isClosing) return;
      isClosing = true;
      if (then !== undefined) process.on('disconnect', then);
      process.disconnect();
    },
    exitIfOrphaned() {
      if (process.ppid !== parentPid) process.exit(1);
    },
  };
}
