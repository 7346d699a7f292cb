import { describe, expect, it } from 'vitest';
import type { AskedCall } from '../../../src/model/setting.ts';
import type { SeenCall } from '../../../src/scenario-api/judge/calls.ts';
import { eachOnce, ownCall, ownCallStory } from '../../../src/scenario-api/judge/own-call.ts';
import type { LockVerdict } from '../../../src/stats/lock-verdict.ts';

const ASKED = { language: 'python', label: 'mine()', module: 'm', name: 'mine', folder: '/' } as const;

const seenAs = (call: string, verdict: LockVerdict, change: Partial<SeenCall> = {}): SeenCall => ({
  call,
  verdict,
  r: 1,
  d: 0.25,
  process: 1,
  returnsEarly: false,
  ...change,
});
const LOOP = seenAs('a loop', 'holds');
const HASH = seenAs('sha256 of 4 MiB', 'releases', { r: 1.9 });
const told = (seen: readonly SeenCall[], asked: AskedCall = ASKED, isFree = false) => {
  const own = ownCall(seen, asked, isFree);
  return own === null ? null : [own.verdict, ownCallStory(own, asked.language)];
};

describe('a call of the user’s', () => {
  it('is judged where all rounds agree and the controls came out right', () => {
    const round = [LOOP, seenAs('mine()', 'holds'), HASH];
    expect(told([LOOP, HASH, ...round, ...round, ...round])).toEqual([
      'holds',
      'Your own mine() holds the GIL',
    ]);
  });

  it.each<[string, SeenCall, string]>([
    [
      'the one that holds',
      seenAs('a loop', 'releases', { d: 0.8 }),
      'releases (busy 1.00, queued 0.80), not as holds',
    ],
    [
      'the one that holds, unknown',
      seenAs('a loop', 'mixed'),
      'mixed (busy 1.00, queued 0.25), not as holds',
    ],
    [
      'the one that releases',
      seenAs('sha256 of 4 MiB', 'mixed'),
      'mixed (busy 1.00, queued 0.25), not as releases',
    ],
  ])('can’t be told beside a control that came out wrong, once: %s', (_which, control, reason) => {
    const seen = [LOOP, HASH, LOOP, seenAs('mine()', 'releases'), HASH, control];
    expect(told(seen)).toEqual([
      'unknown',
      `Whether your own mine() holds the GIL can’t be told: in the same run the control “${control.call}” came out as ${reason}`,
    ]);
  });

  it('can’t be told where its rounds differ', () => {
    const seen = [
      LOOP,
      HASH,
      seenAs('mine()', 'holds'),
      seenAs('mine()', 'releases'),
      seenAs('mine()', 'holds'),
    ];
    expect(told(seen)).toEqual([
      'unknown',
      'Whether your own mine() holds the GIL can’t be told: it was seen differently in 3 rounds: holds, releases',
    ]);
  });

  it('can’t be told where it returns before its work is done, unless it waits', () => {
    const early = (verdict: LockVerdict) =>
      told([LOOP, HASH, seenAs('mine()', verdict, { returnsEarly: true })]);
    expect(early('holds')?.[1]).toContain('can’t be told: it returns before its work is done');
    expect(early('waits')?.[0]).toBe('waits');
  });

  it('shows the middle of its rounds', () => {
    const own = ownCall(
      [0.9, 1.1, 1].map((r) => seenAs('mine()', 'holds', { r, d: null })),
      ASKED,
      false,
    );
    expect([own?.r, own?.d]).toEqual([1, null]);
  });

  it('has controls of its own language', () => {
    const asked = { language: 'node', label: './w.mjs#f', file: '/w.mjs', name: 'f' } as const;
    const own = seenAs('./w.mjs#f', 'holds');
    expect(told([LOOP, own, seenAs('pbkdf2', 'releases')], asked)).toEqual([
      'holds',
      'Your own ./w.mjs#f holds the thread',
    ]);
    expect(told([LOOP, own, seenAs('pbkdf2', 'mixed')], asked)?.[0]).toBe('unknown');
  });

  it('expects of a loop without a GIL that nothing holds it up', () => {
    const seen = [seenAs('a loop', 'releases'), HASH, seenAs('mine()', 'releases')];
    expect(told(seen, ASKED, true)?.[0]).toBe('releases');
    expect(told(seen, ASKED, false)?.[0]).toBe('unknown');
  });

  it('is null where it wasn’t measured', () => {
    expect(told([LOOP, HASH])).toBeNull();
  });

  it('stands in the table once, as it was judged', () => {
    const seen = [LOOP, HASH, LOOP, seenAs('mine()', 'holds'), HASH, LOOP, seenAs('mine()', 'mixed'), HASH];
    const own = ownCall(seen, ASKED, false);
    expect(eachOnce(seen, own).map(({ call, verdict }) => [call, verdict])).toEqual([
      ['a loop', 'holds'],
      ['sha256 of 4 MiB', 'releases'],
      ['mine()', 'unknown'],
    ]);
  });
});
