// Workers live in real time, also where a test has replaced timers and clocks by fakes: here are the real ones. By name: what
// replaces timers, be it before this is imported, replaces the global ones and those of the module's default export.
// biome.json allows no others in what the library's functions run.
export { clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } from 'node:timers';

/** Nanoseconds of CLOCK_MONOTONIC. */
export const nowNs: () => bigint = process.hrtime.bigint;

/** The same in milliseconds. */
export const nowMs = (): number => Number(nowNs()) / 1e6;
