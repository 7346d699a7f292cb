import { describe, expect, it } from 'vitest';
import type { MapReport, MapWorkerReport } from '../../../src/model/parallel-map.ts';
import { mapReportLines } from '../../../src/report/words/map-report.ts';

const WORKER: MapWorkerReport = {
  ...{ name: 'worker 0', units: 3, started: 1, startupNs: 5e8, workNs: 5e8 },
  ...{ inputsNs: 0, resultsNs: 0, overNs: 0, runNs: 5e8, runDelayNs: null },
};
const REPORT: MapReport = { wallNs: 1e9, units: 3, failed: 0, r: 0.5, d: null, workers: [WORKER] };
const firstLine = (report: Partial<MapReport>) => mapReportLines({ ...REPORT, ...report }, 80)[0];

describe('where the time of a map went', () => {
  it('is a row for each worker, with the phases that somebody was in', () => {
    const [, titles, row] = mapReportLines(REPORT, 80);
    expect(titles?.split(/ {2,}/)).toEqual(['worker', 'units', 'start-up', 'work', 'busy', 'queued']);
    expect(row?.split(/ {2,}/)).toEqual(['worker 0', '3', '50 %', '50 %', '50 %', '?']);
  });

  it('is nothing where no worker was started', () => {
    expect(mapReportLines({ ...REPORT, units: 0, workers: [] }, 80)).toEqual([]);
  });

  it('fits into a narrow terminal', () => {
    for (const line of mapReportLines(REPORT, 20)) expect(line.length).toBeLessThanOrEqual(20);
  });

  it('begins with a line for all of them', () => {
    expect(firstLine({})).toBe('3 units in 1.00 s by 1 worker: 0.50 cores busy, ? queued');
    expect(firstLine({ units: 1, workers: [WORKER, WORKER] })).toContain('1 unit in 1.00 s by 2 workers: ');
    expect(firstLine({ failed: 2 })).toContain('3 units and 2 that failed in 1.00 s by 1 worker: ');
  });
});
