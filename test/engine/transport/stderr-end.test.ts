import { expect, it } from 'vitest';
import { quotedEnd, StderrEnd } from '../../../src/engine/transport/stderr-end.ts';

const ended = { code: 1, signal: null, error: null };
const quoteOf = (text: string, end = ended) => {
  const stderr = new StderrEnd();
  for (const line of text.split('\n')) stderr.take(line);
  return quotedEnd(stderr.addedTo(end));
};

it('quotes the error of Node’s last words, and its place', () => {
  const words = `file:///app/work.mjs:3
  throw new RangeError('no row');
  ^

RangeError: no row
    at unit (file:///app/work.mjs:3:9)
    at node:internal/process/task_queues:95:5

Node.js v20.20.2`;
  expect(quoteOf(words)).toBe(
    ' (the end of its stderr: RangeError: no row / at unit (file:///app/work.mjs:3:9))',
  );
});

it('quotes the last lines of anything else', () => {
  expect(quoteOf('a\nb\n\nc\nd')).toBe(' (the end of its stderr: b / c / d)');
  expect(quoteOf(`${'x'.repeat(1000)}\n`).length).toBeLessThan(200);
});

it('quotes nothing of a worker that ended well, or said nothing', () => {
  expect(quoteOf('a', { ...ended, code: 0 })).toBe('');
  expect(quoteOf('')).toBe('');
});
