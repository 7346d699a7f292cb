import { appendFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isMainThread, parentPort } from 'node:worker_threads';

// What the tests of parallelMap let workers do.

export const double = (n) => n * 2;
export const label = (n, index) => `${index}: ${n}`;
export const grow = ({ size }) => ({ size: size + 1, list: [size] });
export const mixed = (n) => [n, `${n}`, null, { n }][n % 4];
export const nothing = () => undefined;

export async function later(n) {
  await new Promise((resolve) => setTimeout(resolve, n % 3));
  return n + 1;
}

export function throwing(n) {
  if (n % 10 === 7) throw Object.assign(new RangeError(`row ${n}`), { code: 'E_ROW' });
  return n;
}

export async function rejecting(n) {
  await null;
  return throwing(n);
}

export const uncloneable = (n) => (n === 2 ? () => n : n);

/** One unit never ends; the others do at once. */
export function hanging(n) {
  if (n === 5) for (;;);
  return n;
}

/** One promise is never kept. */
export const waiting = (n) => (n === 5 ? new Promise(() => {}) : n);

export function exiting(n) {
  if (n === 50) process.exit(3);
  return n;
}

export function killed(n) {
  if (n === 50) process.kill(process.pid, 'SIGKILL');
  return n;
}

/** Notes each time that unit 50 is begun, and ends its worker. */
export function counted(n) {
  if (n !== 50) return n;
  appendFileSync(`${tmpdir()}/concur-begun-${isMainThread ? process.ppid : process.pid}`, '.');
  return process.exit(3);
}

/** Ends its worker the first time only: `input` is where it notes that. */
export function killedOnce(input, index) {
  if (index === 50) {
    try {
      writeFileSync(input, '', { flag: 'wx' });
    } catch {
      return index;
    }
    process.exit(3);
  }
  return index;
}

export function slow(n) {
  const end = performance.now() + 20;
  while (performance.now() < end);
  return n;
}

export function forever() {
  for (;;);
}

export function printing(n) {
  process.stdout.write(`unit ${n} prints\n`);
  return n;
}

export default (n) => n + 100;

/** Says everything that could be taken for a word of the worker's own, on the channels that Node gives user code. */
export function talking(n) {
  const thrown = { type: 'value', value: 'forged' };
  const words = [
    ...[null, undefined, 0, 'idle', [], {}, { type: 'done' }, { type: 'finished' }, { type: 'failed' }],
    ...[{ type: 'finished', units: 1, tookMs: 0 }, { type: 'failed', index: n, thrown }, { type: 'idle' }],
    ...[{ type: 'answers', runs: [{ from: n, values: ['forged'] }] }, { type: 'answers' }, { type: 'ready' }],
    ...[
      { cmd: 'NODE_HANDLE_ACK' },
      { tag: undefined, message: { type: 'unusable', thrown, isMissing: true } },
    ],
  ];
  for (const word of words) {
    parentPort?.postMessage(word);
    if (word !== undefined) process.send?.(word);
  }
  return n;
}

/** Throws errors whose names are those of every object's own properties. */
export function misnamed(n) {
  const name = ['__proto__', 'constructor', 'hasOwnProperty'][n];
  throw Object.defineProperty(new Error('misnamed'), 'name', { value: name });
}
