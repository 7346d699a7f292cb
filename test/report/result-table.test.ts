import { expect, it } from 'vitest';
import type { ScenarioResult } from '../../src/model/documents/report.ts';
import type { OutputStyle } from '../../src/report/style/output-style.ts';
import { makeClaim, makeReport, makeResult } from '../fixtures/builders.ts';
import { textWriterOf, writerOf } from '../fixtures/rendered.ts';
import { ASCII_ONLY, PLAIN } from '../fixtures/text.ts';

const demoMarkdown = writerOf('demo', 'md');
const scenarioText = (result: ScenarioResult, style: OutputStyle) =>
  textWriterOf('demo')(makeReport({ scenarios: [result] }), style);

const RESULT = makeResult({
  claims: [makeClaim(), makeClaim({ id: 'snake', outcome: 'skipped', observed: 'skipped: no snake here' })],
  tables: [
    {
      title: 'colours of the sky',
      columns: [
        { title: 'hour', align: 'left' },
        { title: 'blue', align: 'right' },
      ],
      rows: [
        ['noon', '0.99'],
        ['midnight', '0.02'],
      ],
    },
  ],
  picture: ['sun ──▶ sky', ' ▲       │'],
  skipped: [{ label: 'Python, two threads', why: 'python3 is not in PATH' }],
});

it('shows an experiment’s own tables, its drawing and what it skipped', () => {
  const text = scenarioText(RESULT, { palette: PLAIN, width: 80 });
  expect(text).toContain('\n  Python, two threads: skipped (python3 is not in PATH)\n');
  expect(text).toContain('\n▸ colours of the sky\nhour      blue\nnoon      0.99\nmidnight  0.02\n');
  expect(text).toContain('\nsun ──▶ sky\n ▲       │\n');
  expect(text).toContain('- the sky is blue: skipped: no snake here');
});

it('draws with what a plain terminal has', () => {
  const text = scenarioText(RESULT, { palette: ASCII_ONLY, width: 80 });
  expect(text).not.toMatch(/[^\n -~]/);
});

it('puts them into Markdown', () => {
  const markdown = demoMarkdown(makeReport({ scenarios: [RESULT] }));
  expect(markdown).toContain('- Python, two threads: skipped (python3 is not in PATH)\n');
  expect(markdown).toContain('**colours of the sky**\n\n| hour | blue |\n|---|---|\n| noon | 0.99 |\n');
  expect(markdown).toContain('```text\nsun ──▶ sky\n ▲       │\n```\n');
});
