import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WAIT_KINDS } from '../../../src/model/waits.ts';
import { timelineOf } from '../../../src/report/browser/timeline/tracks.ts';
import { pageTimeline, samplesToJoin } from '../../../src/report/timeline/page-timeline.ts';
import { trackCells, windowWords } from '../../../src/report/timeline/tracks.ts';
import { windowData } from '../../../src/report/timeline/window-data.ts';
import { arbitraryTimeline } from '../../fixtures/arbitrary-timeline.ts';
import { makeTimeline, makeTrack } from '../../fixtures/timeline.ts';

const TRACK = makeTrack({
  atUs: [5, 15, 25, 45],
  cpu: [null, 0, 1, 1],
  runUs: [0, 4, 10, 5],
  runDelayUs: [0, 6, 0, 5],
});

describe('a timeline for the page', () => {
  it('is the same when the page’s script has read it', () => {
    fc.assert(
      fc.property(arbitraryTimeline(), ({ lengthUs, threads }) => {
        const read = timelineOf(windowData('a run', makeTimeline({ lengthUs, threads })));
        expect(read).toMatchObject({ lengthUs, threads });
      }),
    );
  });

  it('keeps what threads were blocked in', () => {
    const waits = [null, ...WAIT_KINDS, null];
    const threads = [makeTrack({ waits })];
    expect(timelineOf(windowData('a run', makeTimeline({ threads }))).threads[0]?.waits).toEqual(waits);
  });

  it('joins samples where there are too many, and loses no time', () => {
    const [joined] = pageTimeline(makeTimeline({ threads: [TRACK] }), 2).threads;
    expect(joined).toMatchObject({
      atUs: [5, 25, 45],
      cpu: [null, 1, 1],
      runUs: [0, 14, 5],
      runDelayUs: [0, 6, 5],
    });
  });

  it('joins none of a hundred thousand, and as many as it takes of more', () => {
    const samples = (count: number) =>
      makeTimeline({ threads: [makeTrack({ atUs: new Array(count).fill(0) })] });
    expect(samplesToJoin([samples(100_000), null, undefined])).toBe(1);
    expect(samplesToJoin([samples(130_001)])).toBe(2);
    expect(samplesToJoin([samples(100_000), samples(300_000)])).toBe(4);
  });

  it('tells threads of one name apart by their IDs', () => {
    const threads = [makeTrack({ tid: 7 }), makeTrack({ tid: 8 })];
    expect(pageTimeline(makeTimeline({ threads })).threads.map(({ name }) => name)).toEqual(['w1 7', 'w1 8']);
  });
});

describe('a timeline in words', () => {
  it('says of a thread where its time went, by hand: 19, 11 and 10 of 40 us', () => {
    expect(trackCells(TRACK)).toEqual([
      'w1',
      'PID 100, TID 101',
      '40.0 us',
      '48 %',
      '28 %',
      '25 %',
      '0-1',
      '1',
    ]);
  });

  it('says so where nothing was seen', () => {
    const nothing = makeTrack({ atUs: [0], cpu: [null], runUs: [0], runDelayUs: [0] });
    expect(trackCells(nothing).slice(2)).toEqual(['0 ns', '?', '?', '?', '?', '0']);
    expect(windowWords(makeTimeline({ threads: [nothing] }))).toBe(
      '1 thread on CPUs that nobody saw in 1.00 s',
    );
  });
});
