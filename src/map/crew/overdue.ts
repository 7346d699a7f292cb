import { nowMs, setInterval } from '../../base/time/real.ts';
import type { MapJob } from '../job/job.ts';
import type { Crew } from './crew.ts';

/** Workers are looked at so many times within a timeout, */
const SAMPLES_PER_TIMEOUT = 20;
/** but neither more often than a timer can, nor so seldom that a long timeout ends late. */
const SAMPLE_MS = { least: 1, most: 100 };

/** Ends workers of a map that are at one unit for too long, until the timer is cleared. */
export function watchOverdue(crew: Crew, job: MapJob, timeoutMs: number): NodeJS.Timeout {
  const periodMs = Math.min(SAMPLE_MS.most, Math.max(SAMPLE_MS.least, timeoutMs / SAMPLES_PER_TIMEOUT));
  return setInterval(() => crew.endOverdue(job, nowMs(), timeoutMs), periodMs);
}
