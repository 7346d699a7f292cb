import { type ChildProcess, fork } from 'node:child_process';
import { builtFile } from '../../base/package-root.ts';
import type { Tools } from '../../model/machine.ts';
import { readLines } from '../lines.ts';
import type { ProgressFile } from '../progress-file.ts';
import { endChild } from '../terminate/end-child.ts';
import { lastWords } from '../terminate/last-words.ts';
import { MAP_LEAVE_MS } from '../terminate/patience.ts';
import { NO_WRAPPERS_REFUSED, type Refused, refusedBy, wrappersFor } from '../wrappers.ts';
import type { MapListener, MapWorker, TakeLine } from './map-worker.ts';
import type { FromMapWorker, MapJob } from './protocol.ts';

/** Where a child finds the file of positions: after its three streams and the channel. */
const POSITION_FD = 4;

/** What all processes of a map share. */
export interface ForkSurroundings {
  readonly positions: ProgressFile | null;
  readonly tools: Tools;
  readonly env: NodeJS.ProcessEnv;
}

export function startMapFork(
  job: MapJob,
  surroundings: ForkSurroundings,
  takeLine: TakeLine,
  listener: MapListener,
): MapWorker {
  const { positions } = surroundings;
  let patience: NodeJS.Timeout | null = null;
  let isKilled = false;
  let child = start(NO_WRAPPERS_REFUSED);

  function start(refused: Refused): ChildProcess {
    const started = forkThrough(wrappersFor(null, surroundings.tools, refused), job, surroundings);
    const firstLines: string[] = [];
    let heard = false;
    const printed = Promise.all([
      readLines(started.stdout, (line) => takeLine('stdout', line)),
      readLines(started.stderr, (line) => (heard ? takeLine('stderr', line) : void firstLines.push(line))),
      new Promise<void>((resolve) => started.once('disconnect', resolve)),
    ]);
    started.on('message', (message) => {
      if (!heard) for (const line of firstLines.splice(0)) takeLine('stderr', line);
      heard = true;
      listener.message(message as FromMapWorker);
    });
    let ended = false;
    const end = async (code: number | null, signal: string | null, error: Error | null) => {
      if (ended) return;
      ended = true;
      if (patience !== null) clearTimeout(patience);
      await lastWords(printed);
      // A wrapper that says no ends before Node begins: the worker then starts without it.
      const refusal = heard || isKilled ? null : refusedBy(firstLines);
      if (refusal !== null && !refused[refusal.wrapper]) {
        child = start({ ...refused, [refusal.wrapper]: true });
        return;
      }
      for (const line of firstLines) takeLine('stderr', line);
      listener.exit({ code, signal, error });
    };
    started.on('exit', (code, signal) => end(code, signal, null));
    started.on('error', (error) => {
      // Node also emits `error` when a message can't be sent to a child that is just ending.
      if (started.pid === undefined) end(null, null, error);
    });
    return started;
  }

  const kill = () => {
    isKilled = true;
    endChild(child);
  };
  return {
    send(message) {
      // A child that is just ending closes the channel first: its exit tells the rest.
      if (child.connected) child.send(message, () => {});
    },
    position() {
      const at = positions?.read(job.slot) ?? 0;
      return at === 0 ? null : at - 1;
    },
    leave() {
      if (child.connected) child.send({ type: 'leave' }, () => {});
      if (child.exitCode !== null || child.signalCode !== null) return;
      patience = setTimeout(kill, MAP_LEAVE_MS);
    },
    kill,
  };
}

function forkThrough(
  wrappers: readonly string[],
  job: MapJob,
  { positions, env }: ForkSurroundings,
): ChildProcess {
  const [execPath = process.execPath, ...execArgv] = [...wrappers, process.execPath];
  return fork(
    builtFile('worker', 'map-fork.cjs'),
    [JSON.stringify(job), ...(positions === null ? [] : [`${POSITION_FD}`])],
    {
      execPath,
      execArgv,
      env,
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', ...(positions === null ? [] : [positions.fd])],
    },
  );
}
