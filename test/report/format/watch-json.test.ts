import { expect, it } from 'vitest';
import { toJson } from '../../../src/report/format/json.ts';
import { makeWatchReport } from '../../fixtures/watch-report.ts';
import { schemaErrors, undescribed } from '../../harness/schema.ts';

it('is what its schema says', () => {
  const report = makeWatchReport();
  expect(schemaErrors('watch', report)).toEqual([]);
  expect(undescribed('watch', report)).toEqual([]);
});

it('keeps arrays of numbers on a line, and changes no text that looks like one', () => {
  const because = 'a text: [\n      1,\n      2\n    ]';
  const text = toJson(makeWatchReport({ because }));
  expect(text).toContain('"coresBusy": [0, 0.03, 0.97]');
  expect(JSON.parse(text).because).toBe(because);
});
