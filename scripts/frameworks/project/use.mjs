import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';

const work = (name) => `${pathToFileURL(`${process.cwd()}/work.mjs`).href}#${name}`;

/** Uses concur as any project does, wherever it runs. */
export async function useConcur({ parallelMap, assertParallel, overlap }) {
  for (const engine of 'bun' in process.versions ? ['threads'] : ['threads', 'processes']) {
    const { signal } = new AbortController();
    const values = await parallelMap(new URL(work('double')), [1, 2, 3], { engine, workers: 2, signal });
    assert.equal(JSON.stringify(values), '[2,4,6]');
    const error = await parallelMap(work('refuse'), 1, { engine }).catch((thrown) => thrown);
    assert.match(error.message, /unit 0 threw RowError: row 0/);
    assert.equal(error.cause.name, 'RowError');
    assert.equal(error.cause.cause.name, 'TypeError');
  }
  const serial = () => {
    for (const end = Date.now() + 300; Date.now() < end; );
  };
  const { outcome } = await assertParallel(serial, { atLeast: 2 }).catch(({ evidence }) => evidence);
  assert.notEqual(outcome, 'parallel');
  const tool = overlap(async () => 1, { atLeast: 2 });
  await Promise.all([tool(), tool()]);
  assert.equal((await tool.assert()).atOnce, 2);
}
