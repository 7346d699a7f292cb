import { Socket } from 'node:net';
import { ENCODINGS, type EncodingName, LINE_FD, readFrames, sendFrame } from '../../transport/frames.ts';
import { leaveWorker } from '../leave-worker.ts';

/** A fork's end of the line to its parent. */
export interface ForkLine<Data, To, From> {
  readonly data: Data;
  /** The file of counters; null where there is none. */
  readonly countersFd: number | null;
  send(message: From): void;
  receive(take: (message: To) => void): void;
  /** Lets go of the parent. @param then is called when nothing more can be sent */
  close(then?: () => void): void;
  /** Keeps the process alive no longer; as long as it lives, it can still send. */
  release(): void;
  /** Busy work never sees the channel close. Where setpriv ties our life to the parent's, this is never reached. */
  exitIfOrphaned(): void;
}

/** To be called once, before any code of the user's. */
export function openForkLine<Data, To, From>(): ForkLine<Data, To, From> {
  const [, , data, encodingName, countersFd] = process.argv;
  const encoding = ENCODINGS[encodingName as EncodingName];
  const parentPid = process.ppid;
  const line = new Socket({ fd: LINE_FD, readable: true, writable: true });
  let isClosing = false;
  dropMessages();
  // Neither our words nor where we were found are the business of the user's code.
  process.argv.splice(2);
  // Ctrl-C reaches the whole foreground group; the parent alone decides what it means.
  process.on('SIGINT', () => {});
  line.on('error', () => {});
  line.on('close', () => {
    if (!isClosing) leaveWorker(1);
  });
  return {
    data: JSON.parse(data as string),
    countersFd: countersFd === undefined ? null : Number(countersFd),
    send: (message) => sendFrame(line, encoding, message),
    receive: (take) => readFrames(line, encoding, (message) => take(message as To)),
    close(then) {
      if (isClosing) return;
      isClosing = true;
      line.end(() => {
        line.destroy();
        then?.();
      });
    },
    release: () => void line.unref(),
    exitIfOrphaned() {
      if (process.ppid !== parentPid) leaveWorker(1);
    },
  };
}

/** Code that was written for a fork of Node's own tells its parent things. This parent has no use for them. */
function dropMessages(): void {
  process.send ??= (_message: unknown, ...rest: unknown[]) => {
    const callback = rest.at(-1);
    if (typeof callback === 'function') setImmediate(() => callback(null));
    return true;
  };
  process.disconnect ??= () => {};
}
