import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { BUILT_IN_NAMES, type BuiltInName } from '../../src/workloads/catalog/built-in.ts';
import type { Params } from '../../src/workloads/catalog/parameters.ts';
import { parseWorkload } from '../../src/workloads/catalog/parse-workload.ts';
import { workloadModule } from '../../src/workloads/index.ts';

const SHARE = { first: 1, stride: 2 };
const UNITS = 3;

let scratchDir = '';
beforeAll(() => {
  scratchDir = mkdtempSync(join(tmpdir(), 'concur-workloads-'));
});
afterAll(() => rmSync(scratchDir, { recursive: true }));

it.each([...BUILT_IN_NAMES, 'message:how=transfer', 'message:how=share'])(
  'gives what is expected of %s as a real thread does it',
  async (text) => {
    const { workload, params } = parseWorkload(text);
    const expected = Array.from({ length: UNITS }, (_, i) =>
      workload.expected(SHARE.first + i * SHARE.stride, params),
    );
    expect(await doneByThread(workload.name, params)).toEqual(expected);
  },
);

it.each(BUILT_IN_NAMES)('keeps what a worker loads for %s small', (name) => {
  expect(statSync(workloadModule(name)).size).toBeLessThan(6_000);
});

/** What a thread gave, whose every message is sent back the way it came. */
async function doneByThread(name: BuiltInName, params: Params): Promise<unknown> {
  const workerData = {
    file: workloadModule(name),
    params: { ...params, share: SHARE },
    scratchDir,
    units: UNITS,
  };
  const worker = new Worker(join(packageRoot(), 'test/fixtures/unit-worker.mjs'), { workerData });
  try {
    return await new Promise((resolve, reject) => {
      worker.on('error', reject);
      worker.on('message', ({ results, payload, transfer }) => {
        if (results === undefined) worker.postMessage(payload, transfer);
        else resolve(results);
      });
    });
  } finally {
    await worker.terminate();
  }
}
