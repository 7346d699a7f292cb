import { expect, it } from 'vitest';
import { claimUnless, runnable, trial, whyNoNumpy, whyNoPython } from '../../../src/scenario-api/index.ts';
import { makeMachine } from '../../fixtures/builders.ts';
import { PYTHON, WITH_PYTHON, WITHOUT_PYTHON } from '../../fixtures/world.ts';

const always = trial('always', []);
const sometimes = trial('sometimes', []);

it('runs what can run, and names what can’t', () => {
  expect(runnable([always], [null, [sometimes]])).toEqual({ trials: [always, sometimes], skipped: [] });
  expect(runnable([always], ['it rains', [sometimes]])).toEqual({
    trials: [always],
    skipped: [{ label: 'sometimes', why: 'it rains' }],
  });
});

it('checks a claim only where its trials were run', () => {
  const checked = { expected: 'blue', observed: 'grey', holds: false };
  expect(claimUnless(null, 'sky', 'the sky is blue', () => checked)).toMatchObject({ outcome: 'fails' });
  const unseen = claimUnless('it rains', 'sky', 'the sky is blue', () => expect.unreachable('it looked'));
  expect(unseen).toMatchObject({ outcome: 'skipped', observed: 'skipped: it rains', loadSensitive: false });
});

it('knows why nothing runs in Python, or in NumPy', () => {
  const withoutNumpy = makeMachine({ python: { ...PYTHON, numpy: null } });
  expect([WITH_PYTHON, WITHOUT_PYTHON, makeMachine(), withoutNumpy].map(whyNoPython)).toEqual([
    null,
    'python3 is not in PATH',
    'Python was not looked for',
    null,
  ]);
  expect([WITH_PYTHON, WITHOUT_PYTHON, makeMachine(), withoutNumpy].map(whyNoNumpy)).toEqual([
    null,
    'python3 is not in PATH',
    'Python was not looked for',
    'NumPy is not installed for /usr/bin/python3',
  ]);
});
