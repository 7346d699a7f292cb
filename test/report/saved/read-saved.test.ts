import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/base/files/package-root.ts';
import { toJson } from '../../../src/report/format/json.ts';
import type { ReportKind, Reports } from '../../../src/report/kinds.ts';
import { filledUp } from '../../../src/report/saved/older.ts';
import { readSaved } from '../../../src/report/saved/read-saved.ts';
import { makeReport } from '../../fixtures/builders.ts';
import { makeCheckReport } from '../../fixtures/check-report.ts';
import { makeCompareReport } from '../../fixtures/compare-report.ts';
import { makeCoresReport } from '../../fixtures/cores-report.ts';
import { everyFormat } from '../../fixtures/every-format.ts';
import { lineWriterOf, textWriterOf } from '../../fixtures/rendered.ts';
import { makeScaleReport } from '../../fixtures/scale-report.ts';
import { PLAIN } from '../../fixtures/text.ts';
import { makeWatchReport } from '../../fixtures/watch-report.ts';

const folder = join(packageRoot(), 'test/fixtures/saved');
/** Written by earlier states of the program; see their `tool`. */
const OLDER = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
const NOW = {
  demo: makeReport(),
  compare: makeCompareReport(),
  scale: makeScaleReport(),
  cores: makeCoresReport(),
  check: makeCheckReport(),
  watch: makeWatchReport(),
};

/** In every format but annotations, of which there may be none, and as a terminal shows it. */
async function draw(text: string): Promise<string[]> {
  const { kind, document } = await readSaved(text, 'it');
  const report = document as unknown as Reports[ReportKind];
  const page = { palette: PLAIN, width: 80 };
  return [
    ...everyFormat(kind, ['github']).map((write) => write(report as never)),
    textWriterOf(kind)(report as never, page),
    lineWriterOf(kind)(report as never, page),
  ];
}

const refusal = async (text: string) => {
  const error = await readSaved(text, 'FILE').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'USAGE' });
  return error as { message: string; hint: string };
};

describe('a saved document', () => {
  it.each(Object.entries(NOW))('of %s is drawn in every format that the command has', async (_, report) => {
    for (const text of await draw(toJson(report))) expect(text).not.toBe('');
  });

  it.each(OLDER)('%s, which an older version wrote, is drawn in every format', async (name, text) => {
    expect(JSON.parse(text).schema).toBe(`concur/${name.split('-')[0]}@1`);
    const drawn = await draw(text);
    expect(drawn.join('')).not.toContain('undefined');
    expect(drawn).not.toContain('');
  });

  it('of an older version really lacks what is filled in', async () => {
    const [, text = ''] = OLDER.find(([name]) => name.startsWith('demo')) ?? [];
    expect(JSON.parse(text).scenarios[0].trials[0]).not.toHaveProperty('timeline');
    const { document } = await readSaved(text, 'it');
    expect(document).toMatchObject({ machine: { python: null }, scenarios: [{ tables: [] }, {}] });
  });

  it('is also the last event of a stream', async () => {
    const stream = `{"type":"scenario-start"}\n${JSON.stringify({ type: 'report', report: NOW.demo })}\n`;
    expect((await readSaved(stream, 'it')).document).toEqual(NOW.demo);
  });

  it('keeps what nobody has asked for', async () => {
    const { document } = await readSaved(JSON.stringify({ ...NOW.demo, remark: 'mine' }), 'it');
    expect(document).toHaveProperty('remark', 'mine');
  });
});

describe('what is no saved document', () => {
  it.each([
    ['an empty file', '', /is empty/],
    ['half a document', toJson(NOW.demo).slice(0, 900), /ends too early/],
    ['some text', 'hello', /is not JSON/],
    ['JSON of something else', '{"name": "x"}', /it has no “schema”/],
    ['an array', '[1]', /it has no “schema”/],
    ['null', 'null', /it has no “schema”/],
    ['another tool’s', '{"schema": "other/demo@1"}', /concur prints documents of demo/],
    ['an unknown kind', '{"schema": "concur/dmo@1"}', /“concur\/dmo@1”/],
    ['a kind that isn’t drawn', '{"schema": "concur/list@1"}', /printed: there is nothing to print/],
    ['an error', '{"schema": "concur/error@1"}', /no result: there is nothing to print/],
    ['a newer one', '{"schema": "concur/demo@2"}', /newer concur/],
    ['one without its fields', '{"schema": "concur/demo@1"}', /must have required property/],
    ['one called after a prototype', '{"schema": "concur/constructor@1"}', /documents of/],
  ])('is refused with its reason: %s', async (_, text, message) => {
    const { message: said, hint } = await refusal(text);
    expect(said).toMatch(message);
    expect(hint).not.toBe('');
  });

  it('is refused with the place of the fault and what stands there', async () => {
    const document = structuredClone(NOW.demo) as unknown as { scenarios: { trials: { r: unknown }[] }[] };
    (document.scenarios[0]?.trials[0] as { r: unknown }).r = 'x';
    expect((await refusal(JSON.stringify(document))).message).toContain(
      'scenarios[0].trials[0].r must be number,null, and is "x"',
    );
  });

  it('suggests the kind that was meant', async () => {
    expect((await refusal('{"schema": "concur/dmo@1"}')).hint).toBe('Did you mean concur/demo@1?');
  });
});

describe('whatever becomes of a document', () => {
  /** The places of all values in it. */
  function paths(value: unknown, path: readonly string[] = []): string[][] {
    if (typeof value !== 'object' || value === null) return [[...path]];
    return [[...path], ...Object.entries(value).flatMap(([key, part]) => paths(part, [...path, key]))];
  }

  it.each(Object.entries(NOW))('%s: it is drawn or refused, and never breaks us', async (_, report) => {
    const places = paths(report).filter((path) => path.length > 0);
    const spoiled = fc.tuple(
      fc.constantFrom(...places),
      fc.constantFrom<unknown>(null, 'x', -1, {}, [], [null], true, undefined),
    );
    await fc.assert(
      fc.asyncProperty(spoiled, async ([path, value]) => {
        const copy = JSON.parse(JSON.stringify(report));
        const parent = path.slice(0, -1).reduce((part, key) => part?.[key], copy);
        if (parent === undefined || parent === null) return;
        parent[path.at(-1) as string] = value;
        const outcome = await draw(JSON.stringify(copy)).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'USAGE' });
      }),
      { numRuns: 60 },
    );
  });
});

describe('filling in', () => {
  it('changes nothing that is there, and survives what isn’t what it should be', () => {
    expect(filledUp('compare', { runs: [{ lock: 'its', timeline: 'mine', end: 'so' }, null, 7] })).toEqual({
      runs: [{ lock: 'its', timeline: 'mine', end: 'so' }, null, 7],
    });
    expect(filledUp('demo', { scenarios: 'x', machine: null })).toEqual({ scenarios: 'x', machine: null });
  });
});
