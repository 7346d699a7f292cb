import { expect, it } from 'vitest';
import { NUMBER_FORMATS } from '../../src/cli/options/parse/values.ts';
import { TOOL_SETTINGS } from '../../src/stats/tool-settings.ts';
import { pageOf } from '../fixtures/prose.ts';

const page = pageOf('docs/cores.md');

it('lists every tool with what to type, and every variable', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| '));
  for (const { tool, typed, variable } of TOOL_SETTINGS) {
    const [name, value] = variable ?? ['', () => ''];
    const typedWithN = typed(7).replace(/7$/, 'N');
    const row = rows.find((line) =>
      line.includes(variable?.[0] === tool ? `\`${tool}\`` : `\`${typedWithN}\``),
    );
    expect([tool, row]).toEqual([tool, expect.stringContaining(name)]);
    if (value(7).startsWith('-j')) expect(row).toContain(`${name}=-jN`);
  }
});

it('lists every format of a number', () => {
  for (const format of NUMBER_FORMATS) expect(page).toContain(`--format ${format}`);
});
