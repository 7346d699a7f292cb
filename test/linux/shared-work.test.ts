import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import type { WatchReport } from '../../src/model/documents/watch.ts';
import { compiled, needs, watched } from '../harness/watched.ts';

// Programs whose threads are in each other's way. Beside neighbours a verdict may be MIXED, never one that calls them parallel.

const PROGRAMS = join(packageRoot(), 'test/fixtures/programs');
const folder = mkdtempSync(join(tmpdir(), 'concur-shared-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasTwo = availableParallelism() > 1;
if (!hasTwo) process.stderr.write('skipped: threads that share work (one CPU is usable here)\n');

function sharing(context: TestContext, ...words: readonly string[]) {
  const source = join(PROGRAMS, 'shared-work.c');
  return watched(compiled(context, source, join(folder, 'shared-work'), '-pthread'), ...words);
}

const team = (context: TestContext, policy: string) => {
  const program = compiled(context, join(PROGRAMS, 'team.c'), join(folder, 'team'), '-fopenmp');
  return watched(needs(context, 'env'), `OMP_WAIT_POLICY=${policy}`, program);
};
const causeKinds = ({ causes }: WatchReport) => causes.map(({ kind }) => kind);

describe.skipIf(!hasTwo)('threads under one lock', () => {
  it.for([
    ['held for long', ['4', '200000', '1000', '2']],
    ['handed over thousands of times a second', ['4', '20', '5', '2']],
    ['around which they spin', ['8', '1', '1', '2']],
  ] as const)('%s, are neither parallel nor starved: the lock is named', async ([, words], context) => {
    const report = await sharing(context, 'lock', ...words);
    expect(['SERIALISED', 'MIXED'], report.because).toContain(report.kind);
    expect(report.because).toMatch(/lock|whether they would run at once can’t be told/);
  });

  it('of Ruby’s are one at a time, and the verdict names the GVL', async (context) => {
    const report = await watched(needs(context, 'ruby'), join(PROGRAMS, 'busy_threads.rb'), '4', '2');
    expect(['SERIALISED', 'MIXED'], report.because).toContain(report.kind);
    if (report.kind === 'SERIALISED') expect(report.because).toMatch(/in Ruby that is the GVL/);
  });
});

describe.skipIf(!hasTwo)('threads that spin', () => {
  it('with sched_yield may do no work, busy and queued as they are', async (context) => {
    const report = await sharing(context, 'spin', '4', '2');
    expect(report).toMatchObject({ kind: 'MIXED', because: expect.stringMatching(/possibly spinning/) });
    expect(causeKinds(report)).toContain('spinning');
  });

  it('in a team of OpenMP may do none either; those that sleep leave most to one', async (context) => {
    const active = await team(context, 'active');
    expect(causeKinds(active), active.because).toEqual(expect.arrayContaining(['spinning']));
    const passive = await team(context, 'passive');
    expect(passive.kind, passive.because).toBe('MIXED');
    expect(causeKinds(passive)).not.toContain('spinning');
  });
});

describe.skipIf(!hasTwo)('threads that were bound to one CPU', () => {
  it('are named with it, beside one that is free', async (context) => {
    const { causes, because } = await sharing(context, 'pinned', '2');
    const affinity = { kind: 'affinity', narrowedBy: 'mask', threads: 2, cpus: [0], usableCpus: 1 };
    expect(causes, because).toContainEqual(affinity);
  });
});
