import { unitWork } from '../unit-work.ts';

/** Waits on a timer, as for an answer from somewhere else: it needs no core, and many can wait on one thread. */
export const createWork = unitWork((params) => {
  // Timers drop the part of a millisecond: nobody shall wait for less than was asked.
  const timeMs = Math.ceil(Number(params.time));
  return (_input, index) => new Promise((resolve) => setTimeout(resolve, timeMs, index));
});
