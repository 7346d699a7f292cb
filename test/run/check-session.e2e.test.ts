import { describe, expect, it } from 'vitest';
import { makeCheckSetting } from '../fixtures/check-evidence.ts';
import { checkedInWords, checkThatSays, makeRequest, realContext } from '../fixtures/check-request.ts';

// Real trials of 50 ms; what the checks say of them is told beforehand, so that no load of the machine decides.

const setting = makeCheckSetting({ cpus: [0], workers: 1, durationMs: 50 });

async function run(check: ReturnType<typeof checkThatSays>, budgetMs = 60_000) {
  const { context, events } = realContext();
  const deadlineNs = context.clock.nowNs() + budgetMs * 1e6;
  const { results, ...rest } = await checkedInWords(makeRequest([check], context, { setting, deadlineNs }));
  const trials = events.filter(({ type }) => type === 'trial-start').length;
  return { result: results[0], trials, ...rest };
}

describe('a check of a real trial', () => {
  it.each([
    [['pass'], 1, 'pass', 'round 1'],
    [['fail', 'pass'], 2, 'pass', 'round 2'],
    [['inconclusive', 'inconclusive', 'pass'], 3, 'pass', 'round 3'],
    [['inconclusive', 'fail', 'fail'], 3, 'inconclusive', 'round 1'],
    [['fail', 'inconclusive', 'fail'], 3, 'inconclusive', 'round 2'],
    [['inconclusive'], 3, 'inconclusive', 'round 3'],
    [['fail'], 3, 'fail', 'round 3'],
  ] as const)('that says %j runs it %d times and ends with %s', async (says, rounds, outcome, because) => {
    const { result, trials } = await run(checkThatSays(says));
    expect(trials).toBe(rounds);
    expect(result).toMatchObject({ outcome, because });
    expect(result?.seconds).toBeGreaterThan(0);
  });

  it('sees the run of this round alone', async () => {
    const check = checkThatSays(['fail']);
    await run(check);
    for (const { trials } of check.shown) expect(Object.keys(trials)).toEqual(['lock']);
    expect(new Set(check.shown.map(({ trials }) => trials.lock)).size).toBe(3);
  });
});

describe('the budget', () => {
  it('ends the rounds, and what came out so far stands', async () => {
    const { result, trials } = await run(checkThatSays(['fail']), 1600);
    expect([trials, result?.outcome]).toEqual([1, 'fail']);
  });

  it('ends the rounds, and a pass stays a pass', async () => {
    const { result, trials } = await run(checkThatSays(['pass']), 1600);
    expect([trials, result?.outcome]).toEqual([1, 'pass']);
  });
});

it('asks checks of the same trial in the same round, until each of them passes', async () => {
  const { context, events } = realContext();
  const quick = checkThatSays(['pass', 'fail'], { id: 'quick' });
  const slow = checkThatSays(['fail', 'pass'], { id: 'slow' });
  const { results } = await checkedInWords(makeRequest([quick, slow], context, { setting }));
  expect(results.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['quick', 'pass'],
    ['slow', 'pass'],
  ]);
  expect(events.filter(({ type }) => type === 'trial-start')).toHaveLength(2);
});

it('judges what is left behind after all trials, whatever the order of the checks', async () => {
  const { context } = realContext();
  const last = checkThatSays(['pass'], { id: 'last', trial: null });
  const { results } = await checkedInWords(
    makeRequest([last, checkThatSays(['pass'])], context, { setting }),
  );
  expect(results.map(({ id }) => id)).toEqual(['last', 'told']);
  expect(last.shown).toMatchObject([{ leaked: [] }]);
});

it('names the threads’ run as the best, never the lock’s', async () => {
  const { context } = realContext();
  const checks = [checkThatSays(['pass']), checkThatSays(['pass'], { id: 'burners', trial: 'threads' })];
  const { best } = await checkedInWords(makeRequest(checks, context, { setting }));
  expect(best?.label).toBe('threads, one on each CPU');
});

describe('a session that is stopped', () => {
  it('in the midst of a trial draws nothing from it', async () => {
    const stop = new AbortController();
    const { context, events } = realContext(stop.signal);
    const check = checkThatSays(['pass']);
    const long = makeCheckSetting({ cpus: [0], workers: 1, durationMs: 30_000 });
    const running = checkedInWords(
      makeRequest(
        [check],
        { ...context, emit: (event) => event.type === 'trial-go' && stop.abort('enough') },
        {
          setting: long,
        },
      ),
    );
    const { results } = await running;
    expect(check.shown).toEqual([]);
    expect(results).toMatchObject([{ outcome: 'inconclusive', because: 'it was stopped: enough' }]);
    expect(events).toEqual([]);
  });

  it('keeps what was found out before', async () => {
    const stop = new AbortController();
    const { context } = realContext(stop.signal);
    const first = checkThatSays(['pass'], { id: 'first', trial: 'threads' });
    const second = checkThatSays(['pass'], { id: 'second' });
    let ended = 0;
    const { results, best } = await checkedInWords(
      makeRequest(
        [first, second],
        { ...context, emit: (event) => event.type === 'trial-end' && ++ended === 1 && stop.abort('enough') },
        { setting },
      ),
    );
    expect(results.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['first', 'pass'],
      ['second', 'inconclusive'],
    ]);
    expect(best?.engine).toBe('threads');
  });
});
