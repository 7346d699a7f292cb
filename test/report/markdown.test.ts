import { describe, expect, it } from 'vitest';
import { demoMarkdown } from '../../src/report/export/demo/markdown.ts';
import {
  makeClaim,
  makeObservation,
  makeReport,
  makeResult,
  makeWorker,
  pinnedWorker,
} from '../fixtures/builders.ts';

it('writes an experiment with its claims and its trials', () => {
  const workers = [
    pinnedWorker(0, { units: 25, unitsDone: 25, runNs: 0.5e9, runDelayNs: 0.25e9 }),
    makeWorker({
      name: 'w2',
      pid: null,
      tid: null,
      runNs: null,
      cpusSeen: {},
      unitsDone: 3,
      state: 'failed',
    }),
  ];
  const result = makeResult({ trials: [makeObservation({ label: 'one per core', workers })] });
  expect(demoMarkdown(makeReport({ scenarios: [result] }))).toBe(`## sky: holds

Which colour is the sky? *It is blue.*

**holds** because all 1 claims hold

| claim | expected | observed | outcome |
|---|---|---|---|
| the sky is blue | blue | blue | holds |

### one per core: R 1.95, D 0.03, PARALLEL, wall 1.00 s

| worker | PID | TID | pin | CPUs seen | units | running | waiting | blocked | end |
|---|---|---|---|---|---|---|---|---|---|
| w1 | 100 | 101 | held | 0 | 25 | 50 % | 25 % | 25 % | done |
| w2 | ? | ? | off |  | 3 | ? | ? | ? | failed |
`);
});

it('puts warnings where they are seen', () => {
  const warnings = [{ code: 'X', message: 'not pinned', hint: null }];
  expect(demoMarkdown(makeReport({ warnings }))).toContain('> **Warning:** not pinned\n');
});

describe('data', () => {
  const observed = (text: string) =>
    demoMarkdown(
      makeReport({ scenarios: [makeResult({ claims: [makeClaim({ observed: text })], trials: [] })] }),
    );

  it.each([
    ['a | b', 'a \\| b'],
    ['<b>bold</b>', '\\<b\\>bold\\</b\\>'],
    ['*a* _b_ `c`', '\\*a\\* \\_b\\_ \\`c\\`'],
    ['[link](x)', '\\[link\\](x)'],
    ['C:\\temp', 'C:\\\\temp'],
    ['two\nlines', 'two lines'],
  ])('like %j is not read as markup', (text, escaped) => {
    expect(observed(text)).toContain(`| blue | ${escaped} | holds |`);
  });

  it('never adds a cell to a row', () => {
    const row = observed('a | b | c')
      .split('\n')
      .find((line) => line.startsWith('| the sky'));
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(5);
  });

  it.each([
    ['a &lt; b', 'a \\&lt; b'],
    ['~~gone~~', '\\~\\~gone\\~\\~'],
  ])('like %j is not read as markup either', (text, escaped) => {
    expect(observed(text)).toContain(`| ${escaped} |`);
  });

  it('with a carriage return stays in its row', () => {
    expect(observed('a\rb')).not.toContain('\r');
  });
});
