import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/checks/index.ts';
import type { RunEvent } from '../../src/model/trial/events.ts';
import { makeCheckSetting, NO_DEMANDS } from '../fixtures/check-evidence.ts';
import { checkedInWords, checkThatSays, makeRequest, stillContext } from '../fixtures/check-request.ts';

// What happens where no trial may run; real trials are in check-session.e2e.test.ts.

describe('when the budget is over', () => {
  it('nothing is run, and what needs a trial is inconclusive', async () => {
    const events: RunEvent[] = [];
    const context = stillContext({ emit: (event) => events.push(event) });
    const { results, best, hiddenLimit } = await checkedInWords(
      makeRequest(CHECKS, context, { deadlineNs: 0 }),
    );
    expect(events).toEqual([]);
    expect(results.map(({ id }) => id)).toEqual(CHECKS.map(({ id }) => id));
    for (const { id, outcome, because, seconds } of results) {
      if (id === 'cpus') expect([outcome, seconds]).toEqual(['pass', null]);
      else expect(outcome).toBe('inconclusive');
      if (CHECKS.find((check) => check.id === id)?.trial != null) {
        expect(because).toBe('the budget was used up before it could run');
      }
    }
    expect([best, hiddenLimit]).toEqual([null, false]);
  });

  it('the last trial is not begun that would end after it', async () => {
    const check = checkThatSays(['pass']);
    const setting = makeCheckSetting({ durationMs: 1000 });
    const deadlineNs = 2500e6 - 1;
    const { results } = await checkedInWords(makeRequest([check], stillContext(), { setting, deadlineNs }));
    expect(check.shown).toEqual([]);
    expect(results).toEqual([
      {
        id: 'told',
        title: 'it is as it was told',
        outcome: 'inconclusive',
        expected: 'evidence',
        observed: 'nothing was run',
        because: 'the budget was used up before it could run',
        causes: [],
        seconds: 0,
        timedWith: null,
      },
    ]);
  });

  it('what needs no trial is judged all the same', async () => {
    const check = checkThatSays(['fail'], { trial: null });
    const { results } = await checkedInWords(makeRequest([check], stillContext(), { deadlineNs: 0 }));
    expect(results).toMatchObject([{ outcome: 'fail', because: 'round 1', seconds: null }]);
    expect(check.shown).toMatchObject([{ trials: {}, leaked: null, claimedCpus: 2, demands: NO_DEMANDS }]);
  });
});

describe('when it was stopped before it began', () => {
  const signal = AbortSignal.abort('stopped by SIGINT');

  it('nothing is run, and each check says why', async () => {
    const check = checkThatSays(['pass']);
    const { results } = await checkedInWords(makeRequest([check], stillContext({ signal })));
    expect(check.shown).toEqual([]);
    expect(results).toMatchObject([
      { outcome: 'inconclusive', because: 'it was stopped: stopped by SIGINT' },
    ]);
  });

  it('what needs no trial is judged once', async () => {
    const check = checkThatSays(['fail', 'pass'], { trial: null });
    await checkedInWords(makeRequest([check], stillContext({ signal })));
    expect(check.shown).toHaveLength(1);
  });
});

it('tells a check that needs no trial of no disturbance', async () => {
  const check = checkThatSays(['pass'], { trial: null });
  await checkedInWords(makeRequest([check], stillContext()));
  const [evidence] = check.shown;
  expect([evidence?.disturbed('threads'), evidence?.heldBackUnseen('threads')]).toEqual([false, false]);
});

it('says why a run was stopped', async () => {
  const signal = AbortSignal.abort('the budget of 20.00 s was over');
  const { results } = await checkedInWords(makeRequest([checkThatSays(['pass'])], stillContext({ signal })));
  expect(results[0]?.because).toBe('it was stopped: the budget of 20.00 s was over');
});

it('runs nothing for no checks', async () => {
  expect(await checkedInWords(makeRequest([], stillContext()))).toEqual({
    results: [],
    best: null,
    hiddenLimit: false,
  });
});
