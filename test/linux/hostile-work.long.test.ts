import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { concur } from '../harness/concur.ts';

// Whatever user code does in a worker: its caller gets an answer or a rejection, in time, and goes on living.

const { parallelMap }: typeof import('../../src/index.ts') = await import(
  join(packageRoot(), 'dist', 'index.js')
);
const MODULE = join(packageRoot(), 'test', 'harness', 'map', 'hostile.mjs');
const { VALUES, WAYS }: { VALUES: object; WAYS: object } = await import(pathToFileURL(MODULE).href);

const scratch = mkdtempSync(join(tmpdir(), 'concur-hostile-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const deeds = fc.record({
  way: fc.constantFrom(...Object.keys(WAYS)),
  value: fc.constantFrom(...Object.keys(VALUES)),
  moment: fc.constantFrom('now', 'soon', 'later', 'exit'),
});
type Deed = typeof deeds extends fc.Arbitrary<infer Value> ? Value : never;

/** What our own process is to hear of none of it. */
async function withoutUncaught(act: () => Promise<void>): Promise<void> {
  const uncaught: unknown[] = [];
  const take = (error: unknown) => void uncaught.push(error);
  process.on('uncaughtException', take).on('unhandledRejection', take);
  try {
    await act();
  } finally {
    process.off('uncaughtException', take).off('unhandledRejection', take);
  }
  expect(uncaught).toEqual([]);
}

const UNITS = 4;

describe.each([
  ['threads', 80],
  ['processes', 32],
] as const)('a map on %s', (engine, tries) => {
  const options = { engine, workers: 2, timeout: 20_000, onError: 'collect', onWarning() {} } as const;

  it('answers, whatever a unit does with whatever value, at every moment', async () => {
    const check = async (deed: Deed) => {
      const outcomes = await parallelMap(
        new URL('#unit', pathToFileURL(MODULE)),
        Array(UNITS).fill(deed),
        options,
      );
      expect(outcomes).toHaveLength(UNITS);
      const rest = outcomes.slice(1).map((outcome) => outcome.status === 'fulfilled' && outcome.value);
      expect(rest).toEqual([1, 2, 3]);
    };
    await withoutUncaught(() => fc.assert(fc.asyncProperty(deeds, check), { numRuns: tries }));
  });

  it('answers or rejects, whatever a module does while it is loaded', async () => {
    let modules = 0;
    const check = async (deed: Deed) => {
      const file = join(scratch, `${engine}-${modules++}.mjs`);
      const source = `import { misbehave } from ${JSON.stringify(pathToFileURL(MODULE).href)};
misbehave(${JSON.stringify(deed)});
export const unit = (n) => n;\n`;
      writeFileSync(file, source);
      const outcome = await parallelMap(new URL('#unit', pathToFileURL(file)), UNITS, options).catch(
        (error: Error) => error,
      );
      if (outcome instanceof Error)
        expect(['USER_CODE', 'WORKER_FAILED']).toContain((outcome as { code?: string }).code);
      else expect(outcome).toHaveLength(UNITS);
    };
    await withoutUncaught(() => fc.assert(fc.asyncProperty(deeds, check), { numRuns: tries / 4 }));
  });
});

describe.each(['threads', 'processes', 'loop', 'pool'])('compare with %s', (engine) => {
  it.each([
    ['toParent', 'done', 'now'],
    ['send', 'fault', 'now'],
    ['toParent', 'null', 'now'],
    ['send', 'results', 'later'],
    ['throw', 'getters', 'now'],
    ['throw', 'proxy', 'later'],
    ['reject', 'unprintable', 'soon'],
    ['return', 'symbol', 'now'],
    ['toParent', 'slot', 'exit'],
  ])(
    'gives a result or says whose fault it is, where a unit does %s with %s %s',
    async (way, value, moment) => {
      const inputs = join(scratch, `${way}-${value}-${moment}.ndjson`);
      writeFileSync(inputs, `${JSON.stringify({ way, value, moment })}\n`.repeat(UNITS));
      const args = [
        `${MODULE}#unit`,
        engine,
        '--input',
        inputs,
        '--runs',
        '1',
        '-w',
        '1',
        '--quick',
        '--timeout',
        '60s',
      ];
      const { code, stderr } = await concur(['compare', ...args]);
      expect([0, 1, 4], stderr).toContain(code);
    },
  );
});
