import { expect, it } from 'vitest';
import { readIdentity, readKernelClocks } from '../../../../src/machine/own/kernel.ts';
import { startWatching } from '../../../../src/run/trial/follow/trial-watch.ts';
import { recordOf } from '../../../../src/run/trial/record.ts';
import { WorkerHandle } from '../../../../src/run/trial/workers/worker-handle.ts';
import { makeMachine, makeSlot, makeTrialPlan } from '../../../fixtures/builders.ts';
import { stillContext } from '../../../fixtures/check-request.ts';

/** A worker that is this very thread, so that the kernel knows its clocks; who ends it does it no harm. */
function ourselves(nowNs: () => number): WorkerHandle {
  const worker = new WorkerHandle(makeSlot(), () => {}, nowNs);
  worker.attach({ send() {}, kill() {}, unitsDone: () => null });
  worker.message({ type: 'ready', identity: readIdentity() });
  worker.message({ type: 'started', startNs: 1000, before: readKernelClocks() });
  return worker;
}

it('samples a worker just before we end it, so that no sample’s gap is missing in its clocks', async () => {
  let atNs = 1000;
  const clock = { nowNs: () => atNs, after: () => () => {} };
  const worker = ourselves(clock.nowNs);
  const started = { workers: [worker], engines: new Map(), mainPinRefusal: null, dismiss: async () => {} };
  const watch = startWatching(makeTrialPlan(), started, stillContext({ clock }));
  atNs = 6000;
  worker.end({ message: 'SIGINT', code: 'INTERRUPTED', signal: null });
  atNs = 9000;
  await worker.milestones.ended;
  worker.kill();
  worker.exit({ code: null, signal: 'SIGKILL', error: null });
  const { threads } = watch.stop();
  expect(recordOf(worker, threads.get(worker) ?? null, null, makeMachine())).toMatchObject({
    endNs: 6000,
    exitNs: 9000,
    runNs: expect.any(Number),
  });
});
