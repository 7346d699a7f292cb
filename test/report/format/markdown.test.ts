import { describe, expect, it } from 'vitest';
import type { Section } from '../../../src/report/document/section.ts';
import { markdown } from '../../../src/report/format/markdown.ts';
import {
  makeClaim,
  makeObservation,
  makeReport,
  makeResult,
  makeWorker,
  pinnedWorker,
} from '../../fixtures/builders.ts';
import { documentOf, writerOf } from '../../fixtures/rendered.ts';

const demoMarkdown = writerOf('demo', 'md');

/** A page of one section. */
function pageOf(section: Section): string {
  return markdown({ ...documentOf('demo', makeReport({ scenarios: [] })), sections: [section] });
}

const foldedMarkdown = (title: string) =>
  pageOf({ kind: 'group', title, isFolded: true, isForPages: false, id: null, sections: [] });
const listMarkdown = (item: string) => pageOf({ kind: 'list', tone: 'plain', items: [item] });

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
  const [head] = demoMarkdown(makeReport({ scenarios: [result] })).split('\n**Timeline of');
  expect(head).toBe(`## concur demo: sky: Which colour is the sky?

**✅ HOLDS:** because all 1 claims hold

- Hypothesis: It is blue.
- Asked: one look upwards
- Saw: it was blue

**Claims**

| what | outcome | expected | observed |
|---|---|---|---|
| the sky is blue | ✅ holds | blue | blue |

### one per core

- kind: PARALLEL
- busy: 1.95
- queued: 0.03 (cores)
- engine: threads
- wall: 1.00 s
- start-up: 50.0 ms

**Workers of one per core**

| worker | PID | TID | affinity | seen on CPU | units | context switches | end | running · queued · blocked |
|---|---|---|---|---|---|---|---|---|
| w1 | 100 | 101 | applied 0 | 0: 100 % | 25/25 | 4 + 70 |  | 50 % · 25 % · 25 % |
| w2 | ? | ? | off 0-1 | ? | 3 | 4 + 70 | failed | unknown |

?: not known; it couldn’t be read, or wasn’t measured.
`);
});

it('puts warnings where they are seen', () => {
  const warnings = [{ code: 'X', message: 'not pinned', hint: null }];
  expect(demoMarkdown(makeReport({ warnings }))).toContain('> **Warning:** not pinned.\n');
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
    expect(observed(text)).toContain(`| the sky is blue | ✅ holds | blue | ${escaped} |`);
  });

  it('never adds a cell to a row', () => {
    const row = observed('a | b | c')
      .split('\n')
      .find((line) => line.includes('| the sky'));
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(5);
  });

  it.each([
    ['a &lt; b', 'a \\&lt; b'],
    ['~~gone~~', '\\~\\~gone\\~\\~'],
  ])('like %j is not read as markup either', (text, escaped) => {
    expect(observed(text)).toContain(`| ${escaped} |`);
  });

  it.each([
    ['https://x.org', 'https:&#8203;//x.org'],
    ['www.x.org', 'www&#8203;.x.org'],
    ['@me and a@b.c', '@&#8203;me and a@&#8203;b.c'],
    ['#12, GH-12', '#&#8203;12, GH-&#8203;12'],
    ['$x$', '\\$x\\$'],
    ['\u001b[31m\u202e', '\\\\x1b\\[31m\\\\u202e'],
  ])('like %j becomes no link, mention or colour', (text, escaped) => {
    expect(observed(text)).toContain(`| ${escaped} |`);
  });

  it('in a title that is folded away is no element', () => {
    expect(foldedMarkdown('<img src=x> @me &#12')).toContain(
      '<summary>&#60;img src=x&#62; @&#8203;me &#38;#&#8203;12</summary>',
    );
  });

  it('at the start of a block begins no heading, no list and no code', () => {
    for (const [text, start] of [
      ['# x', '\\# x'],
      ['- x', '\\- x'],
      ['1. x', '1\\. x'],
      ['    x', 'x'],
    ] as const) {
      expect(listMarkdown(text)).toContain(`\n- ${start}\n`);
    }
  });

  it('with a carriage return stays in its row', () => {
    expect(observed('a\rb')).not.toContain('\r');
  });
});
