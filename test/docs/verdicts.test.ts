import { expect, it } from 'vitest';
import { plannedTable, watchedTable } from '../../scripts/verdict-tables.ts';
import { pageOf } from '../fixtures/prose.ts';

it.each([
  ['of what is watched', watchedTable()],
  ['of planned work', plannedTable()],
])('docs/watch.md has the table of verdicts %s as the rules are', (_, table) => {
  expect(pageOf('docs/watch.md')).toContain(`\n${table}\n`);
});
