import { expect, it } from 'vitest';
import { PAGES, pageOf } from '../fixtures/prose.ts';

/** A list that grows by its nature. */
const LONGER = ['CHANGELOG.md'];

it.each(PAGES.filter((path) => !LONGER.includes(path)))('%s has 200 lines at most', (path) => {
  expect(pageOf(path).trimEnd().split('\n').length).toBeLessThanOrEqual(200);
});
