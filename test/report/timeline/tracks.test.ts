import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../../src/report/browser/timeline/tracks.ts';
import { samplesToJoin, windowData } from '../../../src/report/timeline/track-data.ts';
import { trackCells, windowWords } from '../../../src/report/timeline/tracks.ts';
import { makeTimeline, makeTrack } from '../../fixtures/timeline.ts';

const TRACK = makeTrack({
  atUs: [5, 15, 25, 45],
  cpu: [null, 0, 1, 1],
  runUs: [0, 4, 10, 5],
  runDelayUs: [0, 6, 0, 5],
});

describe('a timeline for the page', () => {
  it('is the same when the page’s script has read it', () => {
    const timeline = makeTimeline({ threads: [TRACK] });
    const read = timelineOf(windowData('a run', timeline));
    const { atUs, cpu, runUs, runDelayUs } = TRACK;
    expect(read.threads[0]).toMatchObject({ name: 'w1', atUs, cpu, runUs, runDelayUs });
    expect(read.lengthUs).toBe(timeline.lengthUs);
  });

  it('joins samples where there are too many, and loses no time', () => {
    const [joined] = windowData('a run', makeTimeline({ threads: [TRACK] }), 2).tracks;
    expect(joined).toMatchObject({
      firstUs: 5,
      stepUs: [20, 20],
      cpu: [1, 1],
      runUs: [14, 5],
      runDelayUs: [6, 5],
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
    expect(windowData('a run', makeTimeline({ threads })).tracks.map(({ name }) => name)).toEqual([
      'w1 7',
      'w1 8',
    ]);
  });
});

describe('a timeline in words', () => {
  const [track] = windowData('a run', makeTimeline({ threads: [TRACK] })).tracks;

  it('says of a thread where its time went, by hand: 19, 11 and 10 of 40 us', () => {
    expect(trackCells(track as never)).toEqual([
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
    const window = windowData('a run', makeTimeline({ threads: [nothing] }));
    expect(trackCells(window.tracks[0] as never).slice(2)).toEqual(['0 ns', '?', '?', '?', '?', '0']);
    expect(windowWords(window)).toBe('1 thread on CPUs that nobody saw in 1.00 s');
  });
});
