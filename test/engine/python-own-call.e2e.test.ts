import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';

// What a Python function gives is run to its end, in the user's own Python.

const folder = mkdtempSync(join(tmpdir(), 'concur-own-call-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MINE = `
import asyncio, concurrent.futures, functools
DONE = []
def work(*_): DONE.append(1)
def plain(): work()
async def coroutine(): await asyncio.sleep(0); work()
def coroutine_given(): return coroutine()
def task(): return asyncio.ensure_future(coroutine())
def gathered(): return asyncio.gather(coroutine(), coroutine())
def generator(): yield work(); yield work()
async def async_generator(): yield work(); yield work()
async def generator_given(): return generator()
def lazily(): return map(work, range(3))
def zipped(): return zip(map(work, range(2)), range(2))
pool = concurrent.futures.ThreadPoolExecutor(1)
def submitted(): return pool.submit(work)
def listed(): return [work(), work()]
class Callable:
    async def __call__(self): work()
    async def method(self): work()
class Awaitable:
    def __await__(self):
        work()
        return iter(())
partial_of_it = functools.partial(coroutine)
an_object = Callable()
bound = an_object.method
partial_of_bound = functools.partial(bound)
def awaitable(): return Awaitable()
def endless():
    while True: yield work()
def left_alone():
    asyncio.get_running_loop().create_task(coroutine())
`;
const KINDS: Readonly<Record<string, number>> = {
  plain: 1,
  coroutine: 1,
  coroutine_given: 1,
  task: 1,
  gathered: 2,
  generator: 2,
  async_generator: 2,
  generator_given: 2,
  lazily: 3,
  zipped: 2,
  submitted: 1,
  listed: 2,
  partial_of_it: 1,
  an_object: 1,
  bound: 1,
  partial_of_bound: 1,
  'an_object.method': 1,
  awaitable: 1,
  // What it begins and doesn't wait for is cancelled, as asyncio.run() does.
  left_alone: 0,
};

const PROGRAM = `
import json, sys, time
sys.path.insert(0, sys.argv[1])
from concur_own_call import find
from concur_whole_call import WholeCall
def wanted(name): return {"folder": sys.argv[2], "module": "mine", "name": name, "label": name + "()"}
def second(name, ms=1000):
    call = WholeCall(find(wanted(name)), name + "()")
    call.prepare(time.monotonic_ns() + ms * 10**6)
    done = sys.modules["mine"].DONE
    done.clear()
    call.run(time.monotonic_ns() + ms * 10**6)
    return len(done)
ran = {name: second(name) for name in json.loads(sys.argv[3])}
print(json.dumps({"ran": ran, "endless": second("endless", 5)}))
`;

let answer: { ran: Record<string, number>; endless: number };
beforeAll(async () => {
  writeFileSync(join(folder, 'mine.py'), MINE);
  const engine = join(packageRoot(), 'src', 'engine', 'python');
  const args = ['-B', '-c', PROGRAM, engine, folder, JSON.stringify(Object.keys(KINDS))];
  answer = JSON.parse((await promisify(execFile)('python3', args)).stdout);
});

describe('all that a call begins', () => {
  it.each(Object.entries(KINDS))('is done when it is over: %s', (kind, times) => {
    expect(answer.ran[kind]).toBe(times);
  });

  it('is left when the time is up, where it never ends', () => {
    expect(answer.endless).toBeGreaterThan(1);
  });
});
