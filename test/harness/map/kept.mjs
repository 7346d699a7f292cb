// What the tests of pools let workers do: they remember what was before.

let given = null;
let calls = 0;
const met = new Set();

export function setUp(data, worker) {
  given = { data, worker };
}

export async function setUpLater(data) {
  await null;
  given = { data };
}

export const setUpBadly = () => {
  throw new Error('no connection');
};

export const tellGiven = () => given;
export const countCalls = () => ++calls;
export const nap = (ms) => new Promise((resolve) => setTimeout(resolve, ms, ms));

/** How many calls of this worker had begun and weren't over, at the most. */
let open = 0;
let most = 0;
export async function overlap() {
  most = Math.max(most, ++open);
  await nap(20);
  open--;
  return most;
}

export function throwsFirst(n) {
  if (met.has(n)) return n;
  met.add(n);
  throw new Error(`the first call of ${n}`);
}

export const keep = [];
export function hoard() {
  keep.push('x'.repeat(2 ** 20).split(''));
  return keep.length;
}

export function exits(n) {
  if (n === 5) process.exit(3);
  return n;
}

export const square = (n) => n * n;

const shared = [0];
/** Gives the same object every time, with something else in it. */
export function reuses(n) {
  shared[0] = n;
  return shared;
}
