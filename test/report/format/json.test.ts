import { expect, it } from 'vitest';
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

it('draws a report that was saved like the one that was run', () => {
  const saved = JSON.parse(toJson(REPORT));
  for (const toText of everyFormat('demo')) expect(toText(saved)).toBe(toText(REPORT));
});

it('leaves the report that it writes as it is', () => {
  const before = structuredClone(REPORT);
  for (const toText of everyFormat('demo')) toText(REPORT);
  expect(REPORT).toEqual(before);
});
