import { expect, it } from 'vitest';
import { unseenWords } from '../../../src/report/words/lesson.ts';
import { makeClaim } from '../../fixtures/builders.ts';

it.each([
  [
    { kind: 'not-judged', because: ['it needs 2 usable CPUs', 'no Python'] },
    'it needs 2 usable CPUs; no Python',
  ],
  [{ kind: 'claim-open', claim: makeClaim({ observed: 'unknown' }) }, 'the sky is blue: observed unknown'],
  [{ kind: 'too-few-cpus', needed: 2, usable: 1 }, 'it needs 2 usable CPUs, and this run has 1'],
  [{ kind: 'no-gil' }, 'this Python has no GIL, and the question is about one that has'],
  [{ kind: 'queued', cores: 1.234 }, 'other programs ran meanwhile, and these were queued for 1.23 cores'],
] as const)('%j is told as why the run couldn’t show it', (reason, words) => {
  expect(unseenWords(reason)).toBe(words);
});
