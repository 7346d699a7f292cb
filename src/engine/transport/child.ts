import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { Gate } from '../../base/gate.ts';
import type { Tools } from '../../model/machine/machine.ts';
import { afterOutput, readOutput } from './read-output.ts';
import { StderrEnd } from './stderr-end.ts';
import { endChild, ended, lastWords } from './terminate.ts';
import type { Protocol, TransportListener } from './transport.ts';

/** How a program is started, and heard. */
export interface Launch {
  /** The CPU that it is to be born on, or null. */
  readonly cpu: number | null;
  readonly tools: Tools;
  /** Starts it behind these programs, each of which becomes the next. */
  start(wrappers: readonly string[]): ChildProcess;
  /** Calls back for each thing that it says. Resolves when it can say no more. */
  hear(child: ChildProcess, onReceived: (received: unknown) => void): Promise<void>;
}

export interface Child {
  /** The process that runs now. */
  readonly process: ChildProcess;
  /** May be called more than once. */
  kill(): void;
  /** Whether our process stays alive for it, and for what it says. */
  setRef(isRef: boolean): void;
  /** Resolves when it has ended. */
  readonly gone: Promise<void>;
}

/** Starts a process through wrappers, and again without one that says no. */
export function startChild<From>(
  launch: Launch,
  protocol: Protocol<From>,
  listener: TransportListener<From>,
): Child {
  const gone = new Gate();
  let isKilled = false;
  let isRef = true;
  let current = start(NO_WRAPPERS_REFUSED);

  function start(refused: Refused): ChildProcess {
    const child = launch.start(wrappersFor(launch.cpu, launch.tools, refused));
    const voice = hearChild(child, launch, protocol, listener);
    ended(child).then(async (end) => {
      await voice.end();
      const refusal = isKilled ? null : refusedBy(voice.output.held());
      if (refusal !== null && !refused[refusal.wrapper]) {
        if (refusal.wrapper === 'taskset') listener.pinRefused(refusal.why);
        current = start({ ...refused, [refusal.wrapper]: true });
        setRefOf(current, isRef);
        return;
      }
      voice.output.close();
      listener.exit(voice.stderr.addedTo(end));
      gone.open();
    });
    return child;
  }

  return {
    get process() {
      return current;
    },
    kill() {
      isKilled = true;
      endChild(current);
    },
    setRef(wanted) {
      isRef = wanted;
      setRefOf(current, isRef);
    },
    gone: gone.opened,
  };
}

function setRefOf(child: ChildProcess, isRef: boolean): void {
  // There are no pipes where it couldn’t be started.
  for (const handle of [child, ...((child.stdio ?? []) as (Socket | null)[])])
    handle?.[isRef ? 'ref' : 'unref']();
}

/** Passes on what a child prints and says. Its messages release the output that they follow. */
function hearChild<From>(
  child: ChildProcess,
  { hear }: Pick<Launch, 'hear'>,
  { parse, followsOutput }: Protocol<From>,
  listener: TransportListener<From>,
) {
  const stderr = new StderrEnd();
  const output = readOutput(child, (stream, line) => {
    if (stream === 'stderr') stderr.take(line);
    listener.output(stream, line);
  });
  const messages = afterOutput<From>(followsOutput, (message) => {
    output.release();
    listener.message(message);
  });
  const heard = hear(child, (received) => {
    const message = parse(received);
    if (message !== null) messages.take(message);
  });
  return {
    output,
    stderr,
    /** Resolves when all that an ended child has said is passed on. */
    async end(): Promise<void> {
      await lastWords(Promise.all([output.read, heard]));
      messages.end();
    },
  };
}

type Wrapper = 'taskset' | 'setpriv';
type Refused = Readonly<Record<Wrapper, boolean>>;
export const NO_WRAPPERS_REFUSED: Refused = { taskset: false, setpriv: false };

/**
 * The programs that a child is started through. Each changes one property of the process and then becomes the next
 * (exec), so the PID stays. setpriv asks the kernel to kill the child when we end, however we end; taskset sets the
 * mask, which every thread of the child then inherits.
 */
export function wrappersFor(cpu: number | null, tools: Tools, refused: Refused): string[] {
  const wrappers: string[] = [];
  if (tools.setpriv !== null && !refused.setpriv) wrappers.push(tools.setpriv, '--pdeathsig', 'KILL');
  if (cpu !== null && tools.taskset !== null && !refused.taskset) {
    wrappers.push(tools.taskset, '-c', `${cpu}`);
  }
  return wrappers;
}

/** Which wrapper received no, and what it received: both begin their messages with their own name. */
export function refusedBy(lines: readonly string[]): { wrapper: Wrapper; why: string } | null {
  for (const line of lines) {
    const match = /^(?:\S*\/)?(taskset|setpriv): (.*)$/.exec(line);
    if (match !== null) return { wrapper: match[1] as Wrapper, why: `${match[1]}: ${match[2]}` };
  }
  return null;
}
