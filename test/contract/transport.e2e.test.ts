import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Gate } from '../../src/base/gate.ts';
import type { WorkerExit } from '../../src/engine/engine.ts';
import { startFork } from '../../src/engine/transport/fork.ts';
import { LONGEST_LINE } from '../../src/engine/transport/lines.ts';
import { startThread } from '../../src/engine/transport/thread.ts';
import type { Transport, TransportListener } from '../../src/engine/transport/transport.ts';
import { findTools } from '../../src/machine/tools.ts';
import { Cells } from '../../src/map/dispatch/cells.ts';
import { MAP_PROTOCOL } from '../../src/map/protocol/map-protocol.ts';
import type { FromMapWorker, ToMapWorker } from '../../src/map/protocol/messages.ts';

// Both transports, with the workers of a map at the other end: what is sent here is received there, and nothing else.

const folder = mkdtempSync(join(tmpdir(), 'concur-transport-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Start = (file: string, listener: TransportListener<FromMapWorker>) => Transport<ToMapWorker>;
const tells = { bytes: false, clocks: false };
const job = (file: string) => ({
  ...{ slot: 0, name: 'w', source: { file, name: 'unit' } },
  ...{ init: null, concurrency: 1, tells },
});

const STARTS: Readonly<Record<string, Start>> = {
  thread: (file, listener) =>
    startThread(
      'map-thread.cjs',
      { ...job(file), cells: new Cells(1).memory },
      { name: 'w', heapMb: 256, capture: true },
      MAP_PROTOCOL,
      listener,
    ),
  fork: (file, listener) =>
    startFork(
      'map-fork.cjs',
      job(file),
      {
        cpu: null,
        tools: findTools(process.env.PATH ?? ''),
        env: process.env,
        counters: null,
        encoding: 'advanced',
        heapMb: null,
      },
      MAP_PROTOCOL,
      listener,
    ),
};

const UNIT = {
  type: 'batch',
  from: 0,
  count: 1,
  inputs: null,
  numbering: { first: 0, step: 1 },
  careful: false,
} as const;

describe.each(Object.entries(STARTS))('a %s', (kind, start) => {
  let modules = 0;

  function run(source: string) {
    const file = join(folder, `${kind}-${modules++}.cjs`);
    writeFileSync(file, source);
    const heard: string[] = [];
    const ends: WorkerExit[] = [];
    const [ready, finished, gone] = [new Gate(), new Gate(), new Gate()];
    const worker = start(file, {
      message({ type }) {
        heard.push(type);
        if (type === 'ready') ready.open();
        if (type === 'finished') finished.open();
      },
      output: (stream, line) => void heard.push(`${stream}: ${line}`),
      pinRefused() {},
      exit(end) {
        heard.push('exit');
        ends.push(end);
        gone.open();
      },
    });
    return { worker, heard, ends, ready: ready.opened, finished: finished.opened, gone: gone.opened };
  }

  it('says that it is ready after what its module printed, and leaves when it is asked to', async () => {
    const { worker, heard, ends, ready, gone } = run(
      "console.error('a'); console.error('b'); exports.unit = (n) => n;",
    );
    await ready;
    worker.leave(5_000);
    worker.leave(5_000);
    await gone;
    expect(heard).toEqual(['stderr: a', 'stderr: b', 'ready', 'exit']);
    expect(ends).toEqual([{ code: 0, signal: null, error: null }]);
  });

  it('is ended where it doesn’t leave', async () => {
    const { worker, heard, ready, gone } = run('exports.unit = () => { for (;;); };');
    await ready;
    worker.send(UNIT);
    worker.leave(50);
    await gone;
    expect(heard).toEqual(['ready', 'exit']);
  });

  it('is ended while it is loaded, once, however often it is told', async () => {
    const { worker, ends, gone } = run('for (;;);');
    worker.kill();
    worker.kill();
    await gone;
    worker.kill();
    worker.leave(1);
    worker.send(UNIT);
    expect(ends).toHaveLength(1);
  });

  it('passes on all that was sent and printed before it ends by itself', async () => {
    const { worker, heard, ready, gone } = run(
      "exports.unit = () => { process.stdout.write('x'.repeat(1e7)); setImmediate(() => process.exit(3)); return 1; };",
    );
    await ready;
    worker.send(UNIT);
    await gone;
    const [, ...rest] = heard;
    expect(rest.filter((word) => !word.startsWith('stdout'))).toEqual(['answers', 'finished', 'exit']);
    expect(rest.at(-1)).toBe('exit');
    for (const word of rest) expect(word.length).toBeLessThan(LONGEST_LINE + 100);
  });

  it('isn’t mistaken for the user’s code, whatever that says', async () => {
    const { worker, heard, ready, finished, gone } = run(`
const { parentPort, workerData } = require('node:worker_threads');
const talk = () => {
  for (const word of [null, 0, {}, { type: 'idle' }, { type: 'ready', pid: 1, tid: 1 }]) {
    parentPort?.postMessage(word);
    process.send?.(word);
  }
};
talk();
if (workerData?.port !== undefined) throw new Error('it has met our port');
exports.unit = (n) => { talk(); return n; };
process.on('exit', talk);
`);
    await ready;
    worker.send(UNIT);
    await finished;
    worker.leave(5_000);
    await gone;
    expect(heard).toEqual(['ready', 'answers', 'finished', 'exit']);
  });

  it('goes on where the user’s code ends the channels that Node gives it', async () => {
    const { worker, heard, ready, finished, gone } = run(`
const { parentPort } = require('node:worker_threads');
exports.unit = (n) => {
  process.removeAllListeners();
  process.disconnect?.();
  parentPort?.removeAllListeners();
  parentPort?.close();
  return n;
};
`);
    await ready;
    worker.send(UNIT);
    await finished;
    worker.leave(5_000);
    await gone;
    expect(heard).toEqual(['ready', 'answers', 'finished', 'exit']);
  });
});
