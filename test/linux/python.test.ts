import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPython } from '../../src/machine/python.ts';
import { readMachine } from '../../src/machine/read-machine.ts';
import { Sysroot } from '../../src/machine/sysroot.ts';
import { findTools } from '../../src/machine/tools.ts';
import type { EngineName } from '../../src/model/engines/engines.ts';
import type { Machine } from '../../src/model/machine/machine.ts';
import { makeRunContext } from '../../src/run/run-context.ts';
import { runTrial } from '../../src/run/trial/trial.ts';
import { pythonWork, slot, spinFor, trial } from '../../src/scenario-api/index.ts';
import { concur, documentOf } from '../harness/concur.ts';
import { errorDocumentOf } from '../harness/error-document.ts';
import { schemaErrors, undescribed } from '../harness/schema.ts';

// The user's own Python, for real.

let machine: Machine;
beforeAll(async () => {
  const python = await findPython('python3', process.env);
  machine = { ...(await readMachine(new Sysroot(), process.env.PATH)), python };
});

const folder = mkdtempSync(join(tmpdir(), 'concur-python-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A PATH with the tools that we use, and no Python. */
function pathWithoutPython(): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const { taskset, setpriv, sh } = findTools(process.env.PATH ?? '');
  for (const [name, target] of Object.entries({ taskset, setpriv, sh, node: process.execPath })) {
    if (target !== null) symlinkSync(target, join(bin, name));
  }
  return bin;
}

async function pair(engine: EngineName, cpus: readonly (number | null)[] = [null, null]) {
  const work = engine === 'threads' ? spinFor(500) : pythonWork('spin', {}, { durationMs: 500 });
  const slots = cpus.map((cpu, index) => slot(index, { name: `w${index}`, engine, cpu, work }));
  const context = makeRunContext({
    machine,
    cpus: machine.allowedCpus,
    seed: 1,
    emit: () => {},
    signal: new AbortController().signal,
    env: process.env,
  });
  return runTrial('python', trial('a pair', slots), context);
}

describe('threads of one interpreter', () => {
  it('share its process, and have kernel threads of their own with their names', async () => {
    const { workers } = await pair('python-threads');
    const [first, second] = workers;
    expect(first?.pid).toBe(second?.pid);
    expect(new Set([first?.pid, first?.tid, second?.tid]).size).toBe(3);
    expect(workers.map(({ comm }) => comm)).toEqual(['w0', 'w1']);
    expect(workers.map(({ parentPid }) => parentPid)).toEqual([process.pid, process.pid]);
    expect(workers.map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('are held on the CPUs that were asked for, each on its own', async () => {
    const [cpu = 0, other = cpu] = machine.allowedCpus;
    const { workers } = await pair('python-threads', [cpu, other]);
    expect(workers.map(({ pin }) => pin)).toEqual(
      [cpu, other].map((each) => ({ state: 'held', cpus: [each], why: null })),
    );
    for (const { askedCpu, cpusSeen } of workers) expect(Object.keys(cpusSeen)).toEqual([`${askedCpu}`]);
  });

  it('never want two cores where there is a GIL, and want them where there is none', async () => {
    const { r, d } = await pair('python-threads');
    const hasGil = machine.python?.state === 'found' && machine.python.hasGil;
    if (hasGil) expect(r).toBeLessThan(1.15);
    else expect((r ?? 0) + (d ?? 0)).toBeGreaterThan(1.6);
  });
});

describe('an interpreter each', () => {
  it('have processes of their own, want a core each, and count all of their CPU time', async () => {
    const { r, d, workers } = await pair('python-processes');
    expect(new Set(workers.map(({ pid }) => pid)).size).toBe(2);
    expect((r ?? 0) + (d ?? 0)).toBeGreaterThan(1.6);
    for (const { pid, tid, processCpuNs, runNs, pssBytes } of workers) {
      expect(tid).toBe(pid);
      expect(processCpuNs).toBeGreaterThan(0.8 * (runNs ?? 0));
      expect(pssBytes).toBeGreaterThan(1e6);
    }
  });

  it('does the same arithmetic as Node: the same number of units, the same end', async () => {
    const counted = (module: string) => ({ module, params: {}, amount: { units: 5000 }, unitMs: 1 });
    const context = makeRunContext({
      machine,
      cpus: machine.allowedCpus,
      seed: 7,
      emit: () => {},
      signal: new AbortController().signal,
      env: process.env,
    });
    const { workers } = await runTrial(
      'python',
      trial('both', [
        slot(0, { name: 'node', engine: 'threads', cpu: null, work: counted(spinFor(1).module) }),
      ]),
      context,
    );
    const python = await runTrial(
      'python',
      trial('both', [
        slot(0, {
          name: 'python',
          engine: 'python-processes',
          cpu: null,
          work: counted(pythonWork('spin', {}, { units: 1 }).module),
        }),
      ]),
      context,
    );
    expect(python.workers[0]?.digest).toBe(workers[0]?.digest);
  });
});

describe('concur demo beside Python', () => {
  it('gives one valid document with its rows', async () => {
    const document = documentOf(await concur(['demo', 'gil', '--quick', '--json', '--no-progress']));
    expect(schemaErrors('demo', document)).toEqual([]);
    expect(undescribed('demo', document)).toEqual([]);
    expect(document.machine?.python).toMatchObject({ state: 'found' });
    const [result] = document.scenarios;
    expect(['holds', 'inconclusive']).toContain(result?.outcome);
    expect(result?.trials.map(({ engine }) => engine)).toEqual(
      expect.arrayContaining(['python-threads', 'python-processes', 'threads']),
    );
  });

  it('skips them by their names where there is none, and still ends with 0', async () => {
    const env = { PATH: pathWithoutPython() };
    const ended = await concur(['demo', 'gil', '--quick', '--json', '--no-progress'], { env });
    const [result] = documentOf(ended).scenarios;
    expect(ended.code).toBe(0);
    expect(result?.skipped).toEqual([
      { label: 'Python, two threads', why: 'python3 is not in PATH' },
      { label: 'Python, two processes', why: 'python3 is not in PATH' },
    ]);
    expect(result?.claims.filter(({ outcome }) => outcome === 'skipped').length).toBe(4);
  });

  it('is a capability that is missing where it was asked for by name', async () => {
    const ended = await concur(['demo', 'gil', '--python', '/nonexistent/python3', '--json']);
    expect([ended.code, errorDocumentOf(ended).exit.code]).toEqual([5, 5]);
    const env = { PATH: '/nonexistent' };
    const engine = await concur(['demo', 'multicore', '--engine', 'python-processes'], { env });
    expect([engine.code, engine.stderr]).toEqual([
      5,
      'concur: python3 is not in PATH\nInstall Python 3, or name it: --python PATH.\n',
    ]);
  });

  it('classifies a call of the user’s own, and says what is wrong with one that can’t be called', async () => {
    writeFileSync(
      join(folder, 'mine.py'),
      'import zlib\ndef squeeze():\n    zlib.compress(b"x" * 2000000)\n',
    );
    const call = (what: string) =>
      concur(['demo', 'gil-release', '--quick', '--json', '--no-progress', '--call', what], { cwd: folder });
    const ended = await call('mine:squeeze');
    const [result] = documentOf(ended).scenarios;
    expect(ended.code).toBe(0);
    expect(result?.tables[0]?.rows.map(([name]) => name)).toContain('squeeze()');
    expect(result?.story[0]).toMatch(/^Your own squeeze\(\) \w+ the GIL$/);
    const missing = await call('mine:nope');
    expect([missing.code, documentOf(missing).exit.reason]).toEqual([
      4,
      expect.stringContaining('mine has no function nope'),
    ]);
    expect((await call('nothing')).code).toBe(2);
  });
});
