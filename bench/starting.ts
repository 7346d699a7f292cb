import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { candidateEnvironment } from './launch.ts';
import type { Site } from './site.ts';

/** A process that goes on beside what is measured. */
export interface Started {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
  /** Resolves with the next line that has this in it, on stdout or stderr. @throws Error where it ends before */
  says(text: string): Promise<string>;
  /** Ends it at once. Resolves when it has ended. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Ends what still runs: a row that fails, or is interrupted, doesn’t come to it. */
export function endStarted(): void {
  for (const child of running) child.kill('SIGKILL');
}

export function start(site: Site, [file = '', ...args]: readonly string[]): Started {
  const child = spawn(file, args, { env: candidateEnvironment(site) });
  running.add(child);
  child.on('exit', () => running.delete(child));
  const ended = once(child, 'exit');
  let unread = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      unread += text;
      child.emit('said');
    });
  }
  const nextLine = () => {
    const end = unread.indexOf('\n') + 1;
    const line = unread.slice(0, end);
    unread = unread.slice(end);
    return line === '' ? null : line;
  };
  return {
    ...{ pid: child.pid as number, child, ended },
    async says(text) {
      for (let all = ''; ; ) {
        const line = nextLine();
        all += line ?? '';
        if (line?.includes(text)) return line;
        if (line !== null) continue;
        if (child.exitCode !== null || child.signalCode !== null) {
          throw new Error(`${file} ${args.join(' ')} ended without saying “${text}”:\n${all}${unread}`);
        }
        await Promise.race([once(child, 'said'), ended]);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
