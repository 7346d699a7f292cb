import { expect, it } from 'vitest';
import { defineScenario, type Judgement, type Plan } from '../../src/scenario-api/index.ts';

const fields = { name: 'n', question: 'q', hypothesis: 'h', needsCpus: 1, engines: [], follows: [] } as const;
const plan = (): Plan => ({ asked: 'a', trials: [] });
const judge = (): Judgement => ({ claims: [], story: [] });

// What a compiler has to refuse: `npm run check` fails where it doesn't.
it('gives an experiment back as it is, and its type', () => {
  const whole = { ...fields, plan, judge };
  expect(defineScenario(whole)).toBe(whole);
  // @ts-expect-error judge is missing
  defineScenario({ ...fields, plan });
  // @ts-expect-error there is no such engine
  defineScenario({ ...whole, engines: ['fibres'] });
  // @ts-expect-error a plan is no promise
  defineScenario({ ...whole, plan: async () => plan() });
});
