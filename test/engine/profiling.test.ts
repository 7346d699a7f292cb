import { describe, expect, it } from 'vitest';
import type { Echo, FromWorker, Job, JobProfiling } from '../../src/engine/protocol/protocol.ts';
import { type Channel, Inbox } from '../../src/engine/worker/channel.ts';
import { sendResults } from '../../src/engine/worker/send-results.ts';
import { warmUp } from '../../src/engine/worker/warm-up.ts';
import type { Work } from '../../src/model/trial/workload.ts';

/** A channel to a parent that sends every payload back at once, and what was sent on it. */
function makeChannel(): { channel: Channel; sent: FromWorker[]; inbox: Inbox } {
  const sent: FromWorker[] = [];
  const inbox = new Inbox(() => {});
  const channel: Channel = {
    inbox,
    threadId: 1,
    shared: null,
    progress: () => {},
    send(message) {
      sent.push(message);
      if (message.type === 'echo') setImmediate(() => inbox.take(message));
    },
  };
  return { channel, sent, inbox };
}

function makeJob(profiling: Partial<JobProfiling>, units = 10): Job {
  return {
    index: 0,
    name: 'w',
    hasOwnProcess: false,
    isUsersCode: false,
    work: { module: '', params: { share: { first: 1, stride: 2 } }, amount: { units }, unitMs: 1 },
    seed: 1,
    epochNs: '0',
    scratchDir: null,
    cooperative: false,
    progressMs: 50,
    fault: null,
    profiling: { warmUpMs: 20, hasInputs: false, roundTrips: 0, ...profiling },
  };
}

/** A clock that each unit moves on by so many ms. */
function clockOf(unitMs: number) {
  let nowNs = 0;
  const calls: string[] = [];
  const work: Work = {
    run() {
      calls.push('run');
      nowNs += unitMs * 1e6;
    },
    digest: () => '',
    restart: () => calls.push('restart'),
  };
  return { work, calls, times: { loadedNs: 0, nowNs: () => nowNs } };
}

const warmed = (sent: readonly FromWorker[]) => sent.find((message) => message.type === 'warm');

describe('a warm-up', () => {
  it('runs units until its time is over, and begins anew', async () => {
    const { work, calls, times } = clockOf(6);
    const { channel, sent } = makeChannel();
    await warmUp(work, makeJob({}), channel, times);
    expect(calls).toEqual(['run', 'run', 'run', 'run', 'restart']);
    expect(warmed(sent)).toEqual({
      type: 'warm',
      warmUp: { loadedNs: 0, inputsNs: null, firstResultNs: 6e6, roundTripNs: null },
    });
  });

  it('runs one unit at least; who has few does them again and again', async () => {
    const slow = clockOf(1000);
    await warmUp(slow.work, makeJob({}), makeChannel().channel, slow.times);
    expect(slow.calls).toEqual(['run', 'restart']);
    const few = clockOf(6);
    await warmUp(few.work, makeJob({}, 3), makeChannel().channel, few.times);
    expect(few.calls).toEqual(['run', 'run', 'run', 'restart', 'run', 'restart']);
    const none = clockOf(6);
    await warmUp(none.work, makeJob({}, 0), makeChannel().channel, none.times);
    expect(none.calls).toEqual(['restart']);
  });

  it('waits for the inputs before its first unit', async () => {
    const { work, calls, times } = clockOf(30);
    const { channel, sent, inbox } = makeChannel();
    const done = warmUp(work, makeJob({ hasInputs: true }), channel, times);
    await new Promise((resolve) => setImmediate(resolve));
    expect(calls).toEqual([]);
    inbox.take({ type: 'inputs', inputs: ['a'] });
    await done;
    expect(calls[0]).toBe('run');
    expect(inbox.rehearsing).toBe(false);
    expect(inbox.inputs).toEqual(['a']);
    expect(warmed(sent)).toMatchObject({ warmUp: { inputsNs: 0 } });
  });

  it('sends as many messages there and back as it is told', async () => {
    const { work, times } = clockOf(30);
    const { channel, sent } = makeChannel();
    await warmUp(work, makeJob({ roundTrips: 5 }), channel, times);
    expect(sent.filter(({ type }) => type === 'echo')).toHaveLength(5);
    expect(warmed(sent)).toMatchObject({ warmUp: { roundTripNs: 0 } });
  });
});

describe('an inbox', () => {
  it('gives each payload back to who sent it, whatever their order', async () => {
    const inbox = new Inbox(() => {});
    const sent: Echo[] = [];
    const send = (echo: Echo) => sent.push(echo);
    const both = [inbox.exchange('a', [], send), inbox.exchange('b', [], send)];
    expect(sent.map(({ isTransferred }) => isTransferred)).toEqual([false, false]);
    for (const echo of [...sent].reverse()) inbox.take({ ...echo, payload: `${echo.payload}!` });
    expect(await Promise.all(both)).toEqual(['a!', 'b!']);
  });

  it('says that memory changes hands where it does', () => {
    const sent: Echo[] = [];
    const memory = new ArrayBuffer(8);
    new Inbox(() => {}).exchange(memory, [memory], (echo) => sent.push(echo));
    expect(sent[0]?.isTransferred).toBe(true);
  });

  it('leaves when it is told, and not before', () => {
    let left = 0;
    const inbox = new Inbox(() => left++);
    inbox.take({ type: 'go' });
    expect(left).toBe(0);
    inbox.take({ type: 'leave' });
    expect(left).toBe(1);
  });
});

describe('results', () => {
  const nowNs = () => 7;
  const workOf = (results: readonly unknown[]): Work => ({
    run() {},
    digest: () => '',
    results: () => results,
  });

  it('go home with the time of their leaving', () => {
    const { channel, sent } = makeChannel();
    sendResults(workOf([1, 2]), makeJob({}, 2), channel, nowNs);
    expect(sent).toEqual([{ type: 'results', results: [1, 2], sentNs: 7 }]);
  });

  it('that can’t be sent are named by the index of their unit', () => {
    const { channel } = makeChannel();
    const refusing = {
      ...channel,
      send() {
        throw new Error('() => {} could not be cloned.');
      },
    };
    // Of the share 1, 3, 5, … the third: unit 5.
    expect(() => sendResults(workOf([1, 2, () => {}]), makeJob({}), refusing, nowNs)).toThrow(
      'the result of unit 5 can’t be sent from one worker to another: () => {} could not be cloned.',
    );
  });
});
