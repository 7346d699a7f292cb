import { inspect } from 'node:util';
import { parentPort } from 'node:worker_threads';

// Work that does, at some moment, in some way, something that its author may not have meant.

const throwing = () => {
  throw new Error('a trap');
};
const packed = { type: 'error', name: 'a', message: 'a', stack: null, properties: 1, notKept: null };

/** Values of every kind, and the words of our own protocols. */
export const VALUES = {
  undefined,
  null: null,
  text: 'done',
  number: Number.NaN,
  bigint: 2n ** 70n,
  symbol: Symbol('s'),
  function: () => 1,
  list: [null, [undefined]],
  proxy: new Proxy({}, { get: throwing, ownKeys: throwing, getPrototypeOf: throwing }),
  shapeless: Object.create(null),
  unprintable: { toString: throwing, [Symbol.toPrimitive]: throwing },
  thenable: Object.defineProperty({}, 'then', { get: throwing }),
  error: Object.assign(new Error('plain'), { stack: ['a', 1], message: Symbol('m'), name: [] }),
  getters: Object.defineProperties(new Error('x'), {
    stack: { get: throwing },
    message: { get: throwing },
    name: { get: throwing },
  }),
  buffer: Buffer.from('bytes'),
  ready: { type: 'ready', pid: 1, tid: 1 },
  readyToo: { type: 'ready', identity: {} },
  unusable: { type: 'unusable', thrown: { type: 'value', value: 1 }, isMissing: true },
  answers: { type: 'answers', runs: [{ from: 0, values: [9, 9, 9, 9] }] },
  failed: { type: 'failed', index: 0, thrown: packed },
  finished: { type: 'finished', units: 1, tookMs: 1 },
  idle: { type: 'idle' },
  done: { type: 'done', sample: {} },
  fault: { type: 'fault', message: 'made up', code: null, unitsDone: 1 },
  over: { type: 'over', usage: {} },
  results: { type: 'results', results: [], sentNs: 0 },
  slot: { slot: 0, left: true },
  leave: { type: 'leave' },
  typeless: { type: { toString: throwing } },
};

const quietly = (act) => {
  try {
    act();
  } catch {}
};

/** What is done with a value. */
export const WAYS = {
  toParent: (value) => quietly(() => parentPort?.postMessage(value)),
  send: (value) => quietly(() => process.send?.(value)),
  print: (value) => quietly(() => process.stdout.write(inspect(value))),
  write: (value) => quietly(() => process.stderr.write(String(value))),
  throw(value) {
    throw value;
  },
  reject: (value) => void Promise.reject(value),
  return: (value) => value,
  resolve: async (value) => value,
};

/** When. */
const MOMENTS = {
  now: (act) => act(),
  soon: (act) => void queueMicrotask(act),
  later: (act) => void setTimeout(act, 1),
  exit: (act) => void process.once('exit', act),
};

export function misbehave({ way, value, moment }) {
  return MOMENTS[moment](() => WAYS[way](VALUES[value]));
}

/** The first of the units does it. */
export async function unit(deed, index) {
  const result = index === 0 ? misbehave(deed) : index;
  if (deed.moment === 'later') await new Promise((resolve) => setTimeout(resolve, 3));
  return result;
}
