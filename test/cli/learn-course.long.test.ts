import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LESSONS } from '../../scenarios/lessons/index.ts';
import type { LearnDocument } from '../../src/model/documents/learn.ts';
import { concur, type Ended } from '../harness/concur.ts';
import { answersTo, newState } from '../harness/lessons.ts';
import { schemaErrors } from '../harness/schema.ts';

const NAMES = LESSONS.map(({ name }) => name);

describe('the course, on real runs', () => {
  it.each([
    ['right', true],
    ['wrong', false],
  ])(
    'with %s answers: each is held against the claim of its experiment, as it came out',
    async (_what, isRight) => {
      const state = newState();
      const args = ['learn', '--answers', answersTo(LESSONS, isRight), '--json', '--no-progress'];
      const document = learnDocument(await concur(args, { env: state }));
      expect(document.lessons.map(({ name }) => name)).toEqual(NAMES);
      for (const { right, claim, unseen, predicted } of document.lessons) {
        expect(predicted).not.toBeNull();
        // Not decided only where the run says why.
        if (right === null) expect(unseen).toMatch(/./);
        if (right === isRight) expect(claim?.outcome).toMatch(/holds|fails/);
        // A busy machine, or one without Python, decides less, and nothing wrongly.
        if (claim?.outcome === 'holds' && unseen === null) expect(right).toBe(isRight);
      }
      expect(document.judged).toBeGreaterThan(3);
      expect(document.right).toBe(document.lessons.filter(({ right }) => right === true).length);
      const kept = JSON.parse(readFileSync(join(state.XDG_STATE_HOME, 'concur', 'learn.json'), 'utf8'));
      expect(kept.done).toEqual(NAMES);
    },
    300_000,
  );
});

function learnDocument({ stdout, code }: Ended): LearnDocument {
  const document = JSON.parse(stdout);
  expect(schemaErrors('learn', document)).toEqual([]);
  expect(code).toBe(0);
  return document;
}
