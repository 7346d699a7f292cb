import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, MonotonicClock } from '../../src/base/time/clock.ts';
import { VirtualClock } from '../../src/base/time/virtual-clock.ts';
import type { Connection, Listener, WorkerExit, WorkerGroup } from '../../src/engine/engine.ts';
import type { FromWorker } from '../../src/engine/protocol/protocol.ts';
import { loadEngine } from '../../src/engine/registry.ts';
import { LONGEST_LINE } from '../../src/engine/transport/lines.ts';
import { findTools } from '../../src/machine/tools.ts';
import { ENGINE_NAMES, isOneLoop, runsPython } from '../../src/model/engines/engine-names.ts';
import { ENGINES, type EngineName } from '../../src/model/engines/engines.ts';
import type { PlannedFault, Slot } from '../../src/model/trial/plan.ts';
import { pythonWork } from '../../src/scenario-api/index.ts';
import { slot } from '../../src/scenario-api/plan/workers.ts';
import { workloadModule } from '../../src/workloads/index.ts';
import { tellSkipped } from '../harness/cgroup.ts';

// One suite over every engine: whatever carries the messages, a worker's life is the same.

const folder = mkdtempSync(join(tmpdir(), 'concur-contract-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAP = { js: workloadModule('nap'), py: pythonWork('nap', {}, { units: 1 }).module };

/** All that one worker sent, in order, as words that are easy to compare. */
class Witness implements Listener {
  readonly heard: string[] = [];
  readonly messages: FromWorker[] = [];
  end: WorkerExit | null = null;
  #waiting: (() => void)[] = [];

  message(message: FromWorker): void {
    this.messages.push(message);
    this.#note(message.type);
  }
  output(stream: string, line: string): void {
    this.#note(`${stream}: ${line}`);
  }
  pinRefused(why: string): void {
    this.#note(`refused: ${why}`);
  }
  exit(end: WorkerExit): void {
    expect(this.end).toBeNull();
    this.end = end;
    this.#note('exit');
  }
  async until(word: string): Promise<void> {
    while (!this.heard.includes(word)) {
      if (this.end !== null) throw new Error(`ended before ${word}: ${this.heard.join(', ')}`);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
  /** What was heard, without the progress that comes when it comes. */
  get story(): string[] {
    return this.heard.filter((word) => word !== 'progress');
  }
  #note(word: string): void {
    this.heard.push(word);
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

const isFake = (name: EngineName) => ENGINES[name].home === 'nowhere';

/** Work that breaks or prints, in each language. */
const BROKEN = { js: 'throw new Error("no such luck");', py: 'raise RuntimeError("no such luck")' };
/** Work whose unit is these statements. */
const running = (js: string, py: string) => ({
  js: `exports.createWork = () => ({ run() { ${js} }, digest: () => '' });`,
  py: `
import sys
class Work:
    def run(self, count): ${py}
    def digest(self): return ""
def create_work(params, host): return Work()
`,
});
const printing = (text: string) => running(`process.stdout.write(${text});`, `sys.stdout.write(${text})`);

/** Interpreters of their own come with Python 3.14. */
const noInterpreters =
  spawnSync('python3', ['-c', 'from concurrent import interpreters']).status === 0
    ? null
    : 'python3 has no concurrent.interpreters';
tellSkipped('the engine interpreters', noInterpreters);
const HERE = ENGINE_NAMES.filter((name) => name !== 'interpreters' || noInterpreters === null);

describe.each(HERE.map((name) => [name] as const))('the engine %s', (engine) => {
  let group: WorkerGroup;
  let witnesses: Witness[];
  let connections: Connection[];

  beforeEach(() => {
    witnesses = [];
    connections = [];
  });
  afterEach(() => group.close());

  async function start(...works: { module?: string; fault?: PlannedFault; units?: number }[]): Promise<void> {
    const slots: Slot[] = works.map(
      ({ module = NAP[runsPython(engine) ? 'py' : 'js'], fault = null, units = 3 }, index) =>
        slot(index, {
          name: `w${index}`,
          engine,
          cpu: null,
          fault,
          work: { module, params: { stepMs: 5 }, amount: { units }, unitMs: 5 },
        }),
    );
    const { open } = await loadEngine(engine);
    const real = new MonotonicClock();
    const clock: Clock = isFake(engine) ? new VirtualClock() : real;
    group = await open(slots, {
      clock,
      epochNs: real.epochNs,
      tools: findTools(process.env.PATH ?? ''),
      seed: 1,
      scratchDir: null,
      progressMs: 50,
      profiling: null,
      env: process.env,
      python: 'python3',
    });
    for (const each of slots) {
      const witness = new Witness();
      witnesses.push(witness);
      connections.push(group.connect(each, witness));
    }
  }

  const module = (name: string, { js, py }: { js: string; py: string }) => {
    const file = join(folder, runsPython(engine) ? `${name}.py` : `${name}.cjs`);
    writeFileSync(file, runsPython(engine) ? py : js);
    return file;
  };

  it('leads each worker through ready, started, done and exit, and counts its units', async () => {
    await start({}, {});
    await Promise.all(witnesses.map((witness) => witness.until('ready')));
    for (const connection of connections) connection.send({ type: 'go' });
    await Promise.all(witnesses.map((witness) => witness.until('done')));
    for (const connection of connections) connection.send({ type: 'leave' });
    await Promise.all(witnesses.map((witness) => witness.until('exit')));
    for (const [index, witness] of witnesses.entries()) {
      expect(witness.story).toEqual(['ready', 'started', 'done', 'exit']);
      expect(witness.end).toEqual({ code: 0, signal: null, error: null });
      expect(witness.messages).toContainEqual(
        expect.objectContaining({ type: 'done', sample: expect.objectContaining({ unitsDone: 3 }) }),
      );
      expect([null, 3]).toContain(connections[index]?.unitsDone());
    }
  });

  it('does no work before the barrier opens', async () => {
    await start({});
    await witnesses[0]?.until('ready');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(witnesses[0]?.heard).toEqual(['ready']);
  });

  it('reports a crash in the middle of the work with the units that were done', async () => {
    await start({ units: 10, fault: { kind: 'throw', at: { unit: 4 }, partOfExperiment: false } });
    await witnesses[0]?.until('ready');
    connections[0]?.send({ type: 'go' });
    await witnesses[0]?.until('fault');
    expect(witnesses[0]?.messages.at(-1)).toMatchObject({ type: 'fault', unitsDone: 4 });
  });

  it('tells the end of a worker that leaves without a word', async () => {
    await start({ units: 10, fault: { kind: 'exit', at: { unit: 2 }, partOfExperiment: false } });
    await witnesses[0]?.until('ready');
    connections[0]?.send({ type: 'go' });
    await witnesses[0]?.until('exit');
    expect(witnesses[0]?.story).not.toContain('done');
    const end = witnesses[0]?.end;
    expect(end?.error !== null || end?.code !== 0).toBe(true);
  });

  it('ends a worker that hangs when it is told to, once, however often it is told', async () => {
    await start({ units: 10, fault: { kind: 'hang', at: { unit: 1 }, partOfExperiment: false } });
    await witnesses[0]?.until('ready');
    connections[0]?.send({ type: 'go' });
    await witnesses[0]?.until('started');
    connections[0]?.kill();
    connections[0]?.kill();
    await witnesses[0]?.until('exit');
    connections[0]?.kill();
    expect(witnesses[0]?.heard.filter((word) => word === 'exit')).toHaveLength(1);
  });

  it('closes twice without complaint, with workers still alive', async () => {
    await start({ units: 1000 }, { units: 1000 });
    await Promise.all(witnesses.map((witness) => witness.until('ready')));
    for (const connection of connections) connection.send({ type: 'go' });
    await Promise.all([group.close(), group.close()]);
    await Promise.all(witnesses.map((witness) => witness.until('exit')));
  });

  // The fake one loads nothing and prints nothing.
  if (isFake(engine)) return;

  it('reports a worker that can’t load its work as a fault, and nothing more', async () => {
    await start({ module: module('broken', BROKEN) });
    await witnesses[0]?.until('fault');
    expect(witnesses[0]?.messages[0]).toMatchObject({
      type: 'fault',
      message: expect.stringContaining('no such luck'),
    });
    connections[0]?.send({ type: 'leave' });
    await witnesses[0]?.until('exit');
  });

  it('passes on what was printed just before the end, before the end', async () => {
    await start({ module: module('chatty', printing("'last words\\n'")), units: 1 });
    await witnesses[0]?.until('ready');
    connections[0]?.send({ type: 'go' });
    await witnesses[0]?.until('done');
    connections[0]?.send({ type: 'leave' });
    await witnesses[0]?.until('exit');
    expect(witnesses[0]?.heard).toContain('stdout: last words');
    expect(witnesses[0]?.heard.at(-1)).toBe('exit');
  });

  it('removes what would move the terminal’s cursor from a worker’s output', async () => {
    await start({
      module: module('rude', printing("'\\u001b[2J\\u001b[31mred\\u001b[0m\\rover\\n'")),
      units: 1,
    });
    await witnesses[0]?.until('ready');
    connections[0]?.send({ type: 'go' });
    await witnesses[0]?.until('done');
    connections[0]?.send({ type: 'leave' });
    await witnesses[0]?.until('exit');
    expect(witnesses[0]?.heard).toContain('stdout: redover');
  });

  it('passes on what a module prints while it is loaded before its worker is ready', async () => {
    const lines = {
      js: "console.log('one'); console.log('two'); console.error('three'); console.error('four');",
      py: "import sys\nprint('one'); print('two'); print('three', file=sys.stderr); print('four', file=sys.stderr)\n",
    };
    const { js, py } = printing("''");
    await start({ module: module('loud', { js: lines.js + js, py: lines.py + py }), units: 1 });
    await witnesses[0]?.until('ready');
    expect(witnesses[0]?.heard.slice(0, -1).sort()).toEqual([
      'stderr: four',
      'stderr: three',
      'stdout: one',
      'stdout: two',
    ]);
    connections[0]?.send({ type: 'leave' });
  });

  it('passes on what a module prints before it breaks, before that', async () => {
    const lines = { js: "console.error('beware');", py: "import sys\nprint('beware', file=sys.stderr)\n" };
    await start({ module: module('warning', { js: lines.js + BROKEN.js, py: lines.py + BROKEN.py }) });
    await witnesses[0]?.until('fault');
    expect(witnesses[0]?.heard).toEqual(['stderr: beware', 'fault']);
    connections[0]?.send({ type: 'leave' });
  });

  it('passes on what a unit prints before its work is done', async () => {
    await start({ module: module('busy', printing("'a line\\n'")), units: 1 });
    await witnesses[0]?.until('ready');
    connections[0]?.send({ type: 'go' });
    await witnesses[0]?.until('done');
    expect(witnesses[0]?.story).toContain('stdout: a line');
    connections[0]?.send({ type: 'leave' });
  });

  it('tells the end of a worker that ends while it is loaded, after what it printed', async () => {
    await start({
      module: module('gone', {
        js: "console.log('bye'); process.exit(3);",
        py: "import os\nprint('bye', flush=True)\nos._exit(3)\n",
      }),
    });
    await witnesses[0]?.until('exit');
    // In Node it says that it is its own code which ends it, and where.
    expect(witnesses[0]?.heard).toEqual(['stdout: bye', ...(runsPython(engine) ? [] : ['fault']), 'exit']);
    const end = witnesses[0]?.end;
    expect(end?.error !== null || end?.code === 3).toBe(true);
  });

  it('ends a worker that hangs while it is loaded', async () => {
    await start({ module: module('hanging', { js: 'for (;;);', py: 'while True: pass' }) });
    await new Promise((resolve) => setTimeout(resolve, 100));
    connections[0]?.kill();
    connections[0]?.kill();
    await witnesses[0]?.until('exit');
    expect(witnesses[0]?.heard).toEqual(['exit']);
  });

  it('passes on what was printed by a worker that ends in the middle of it', async () => {
    const [js, py] = ["process.stdout.write('farewell\\n')", "sys.stdout.write('farewell\\n')"];
    await start({
      module: module('leaving', running(`${js}; process.exit(3);`, `${py}; import os; os._exit(3)`)),
    });
    await witnesses[0]?.until('ready');
    connections[0]?.send({ type: 'go' });
    await witnesses[0]?.until('exit');
    // What it prints and what it sends come on two ways, in any order: its end comes after both.
    const { story = [] } = witnesses[0] ?? {};
    expect(story.at(-1)).toBe('exit');
    const said = runsPython(engine) ? [] : ['fault'];
    // A sub-interpreter ends with all of its process, and with what hasn't been passed on by then.
    const started = engine === 'interpreters' && !story.includes('started') ? [] : ['started'];
    expect(story.slice(0, -1).sort()).toEqual([...said, 'ready', ...started, 'stdout: farewell']);
  });

  it('cuts a line of 10 MB, and goes on', async () => {
    const long = runsPython(engine) ? "'x' * 10000000" : "'x'.repeat(10000000)";
    // An unfinished line of a program that several share ends with the program, when all of them have left.
    const sharesOutput = isOneLoop(engine) || (runsPython(engine) && engine !== 'python-processes');
    const end = sharesOutput ? "'\\n'" : "''";
    await start({ module: module('endless', printing(`${long} + ${end}`)), units: 1 });
    await witnesses[0]?.until('ready');
    connections[0]?.send({ type: 'go' });
    await witnesses[0]?.until('done');
    connections[0]?.send({ type: 'leave' });
    await witnesses[0]?.until('exit');
    const line = witnesses[0]?.heard.find((word) => word.startsWith('stdout: ')) ?? '';
    expect(line.length).toBeLessThan(LONGEST_LINE + 100);
    expect(line).toContain('more characters were dropped');
  });

  if (runsPython(engine)) return;

  it('hears nothing of what user code says on the channels that Node gives it, at any moment', async () => {
    const talking = `
const { parentPort } = require('node:worker_threads');
const sample = { startNs: 0, endNs: 1, unitsDone: 99, before: {}, after: {}, digest: 'forged', finding: null };
const words = [null, undefined, 0, '', 'done', [], {}, { type: null }, { type: 'ready', identity: {} },
  { type: 'done', sample }, { type: 'done' }, { type: 'failed' }, { type: 'finished' }, { type: 'output' },
  { type: 'fault', message: 'forged', code: null, unitsDone: 1 }, { slot: 0, left: true }, { slot: 0 },
  { slot: 0, message: { type: 'done', sample } }, { tag: undefined, message: { type: 'done', sample } },
  { cmd: 'NODE_HANDLE_ACK' }, { cmd: 'NODE_HANDLE' }, { cmd: 'NODE_' }];
function talk() {
  for (const word of words) {
    parentPort?.postMessage(word);
    try { process.send?.(word); } catch {}
  }
}
talk();
exports.createWork = () => { talk(); return { run: talk, digest() { talk(); return 'own'; } }; };
process.on('exit', talk);
`;
    await start({ module: module('talking', { js: talking, py: '' }), units: 2 });
    await witnesses[0]?.until('ready');
    connections[0]?.send({ type: 'go' });
    await witnesses[0]?.until('done');
    connections[0]?.send({ type: 'leave' });
    await witnesses[0]?.until('exit');
    expect(witnesses[0]?.story).toEqual(['ready', 'started', 'done', 'exit']);
    expect(witnesses[0]?.end).toEqual({ code: 0, signal: null, error: null });
    expect(witnesses[0]?.messages.at(-1)).toMatchObject({
      type: 'done',
      sample: { unitsDone: 2, digest: 'own' },
    });
  });

  it('lets a worker leave that listens to its parent by itself', async () => {
    const listening = `
require('node:worker_threads').parentPort?.on('message', () => {});
process.on('message', () => {});
`;
    await start({ module: module('listening', { js: listening + printing("''").js, py: '' }), units: 1 });
    await witnesses[0]?.until('ready');
    connections[0]?.send({ type: 'go' });
    await witnesses[0]?.until('done');
    connections[0]?.send({ type: 'leave' });
    await witnesses[0]?.until('exit');
    expect(witnesses[0]?.end).toEqual({ code: 0, signal: null, error: null });
  });
});
