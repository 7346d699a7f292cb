import { describe, expect, it } from 'vitest';
import { Condition, Lock, ReentrantLock } from '../../src/workloads/experiments/primitives/locks.ts';
import { Barrier, Semaphore, SharedEvent } from '../../src/workloads/experiments/primitives/signals.ts';
import { sharedPage, wasmAdder } from '../../src/workloads/experiments/wasm/adder.ts';

// What each leaves in its cells. That they hold when threads try them at once is the experiment threading-library.
const cells = () => new Int32Array(new SharedArrayBuffer(64));

describe('a lock', () => {
  it('marks its cell while it is held', () => {
    const memory = cells();
    const lock = new Lock(memory, 3);
    lock.acquire();
    expect(memory[3]).toBe(1);
    lock.release();
    expect([...memory]).toEqual([...cells()]);
  });

  it('that is reentrant is free only when its owner has let go as often as it took it', () => {
    const memory = cells();
    const lock = new ReentrantLock(memory, 0, 7);
    lock.acquire();
    lock.acquire();
    lock.release();
    expect([memory[0], memory[1]]).toEqual([1, 7]);
    lock.release();
    expect([memory[0], memory[1]]).toEqual([0, 0]);
  });
});

it('a semaphore counts its permits down and up', () => {
  const memory = cells();
  memory[0] = 2;
  const semaphore = new Semaphore(memory, 0);
  semaphore.acquire();
  semaphore.acquire();
  expect(memory[0]).toBe(0);
  semaphore.release();
  expect(memory[0]).toBe(1);
});

it('an event that is set lets everybody pass, as often as they come', () => {
  const memory = cells();
  const event = new SharedEvent(memory, 0);
  event.set();
  event.wait();
  event.wait();
  expect(memory[0]).toBe(1);
});

it('a condition that is true already keeps the lock, and waits for nobody', () => {
  const memory = cells();
  const lock = new Lock(memory, 0);
  lock.acquire();
  new Condition(memory, 1, lock).waitUntil(() => true);
  expect(memory[0]).toBe(1);
});

it('a barrier for one lets it pass, round after round', () => {
  const memory = cells();
  const barrier = new Barrier(memory, 0, 1);
  barrier.wait();
  barrier.wait();
  expect([memory[0], memory[1]]).toEqual([0, 2]);
});

it('the hand-made WebAssembly adds to the memory that it was given', () => {
  const memory = sharedPage();
  const add = wasmAdder(memory);
  add(1);
  add(1_000);
  expect(new Int32Array(memory.buffer)[0]).toBe(1_001);
});
