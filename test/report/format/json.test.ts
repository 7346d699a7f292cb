import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printableJson } from '../../../src/base/text/json-text.ts';
import { toJson } from '../../../src/report/format/json.ts';
import { makeReport } from '../../fixtures/builders.ts';
import { everyFormat } from '../../fixtures/every-format.ts';
import { judged, WORLDS } from '../../fixtures/worlds.ts';

const REPORT = makeReport({
  scenarios: Object.entries(WORLDS).map(([name, world]) => judged(name, world.holds())),
  options: { names: ['threads'], all: true, color: 'auto' },
  warnings: [{ code: 'X', message: 'a “quoted” – warning', hint: null }],
});

it('gives back the whole report', () => {
  expect(JSON.parse(toJson(REPORT))).toEqual(REPORT);
});

it('ends with a newline, as a text file does', () => {
  expect(toJson(REPORT).endsWith('}\n')).toBe(true);
});

it('is indented as JSON.stringify does it, with arrays of numbers on one line', () => {
  const spread = /\[\n\s+((?:-?[\d.e+-]+|null)(?:,\n\s+(?:-?[\d.e+-]+|null))*)\n\s+\]/g;
  const oneLine = (_: string, numbers: string) => `[${numbers.replace(/,\n\s+/g, ', ')}]`;
  const value = fc.oneof(fc.jsonValue(), fc.array(fc.option(fc.double())));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), (document) => {
      const indented = JSON.stringify(document, null, 2).replace(spread, oneLine);
      expect(toJson(document)).toBe(`${printableJson(indented)}\n`);
    }),
  );
});

it('draws a report that was saved like the one that was run', () => {
  const saved = JSON.parse(toJson(REPORT));
  for (const toText of everyFormat('demo')) expect(toText(saved)).toBe(toText(REPORT));
});

it('leaves the report that it writes as it is', () => {
  const before = structuredClone(REPORT);
  for (const toText of everyFormat('demo')) toText(REPORT);
  expect(REPORT).toEqual(before);
});
