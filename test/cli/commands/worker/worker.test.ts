import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { VirtualClock } from '../../../../src/base/time/virtual-clock.ts';
import { work } from '../../../../src/cli/commands/worker/worker.ts';
import type { TypedOptions } from '../../../../src/cli/options/table.ts';
import { Output } from '../../../../src/cli/output.ts';
import type { Broker } from '../../../../src/map/hosts/broker.ts';
import type { ServeContext, ServeRequest } from '../../../../src/map/hosts/serve/serve.ts';
import { codeTree } from '../../../fixtures/code-tree.ts';
import { hostState } from '../../../fixtures/hosts.ts';

class Kept extends Output {
  text = '';

  override notify(text: string): void {
    this.text += text;
  }
}

interface Started {
  readonly request: ServeRequest;
  readonly context: ServeContext;
  isGone: boolean;
}

/** A host that does such functions, and leaves when it is told to. @param fails the one that has no workers */
function host(words: readonly string[], options: TypedOptions = {}, fails: string | null = null) {
  const root = codeTree({ 'a.js': '', 'b.js': '' });
  const signals = new EventEmitter();
  const output = new Kept();
  const started: Started[] = [];
  const serve = async (request: ServeRequest, context: ServeContext) => {
    const { name, source } = request;
    if (source.name === fails) throw new Error(`${fails} has no workers`);
    let end = () => {};
    const left = new Promise<void>((resolve) => {
      end = resolve;
    });
    const one: Started = { request, context, isGone: false };
    started.push(one);
    context.said(hostState({ name: name ?? 'this machine', function: `${source.name}` }));
    const leave = async () => {
      one.isGone = true;
      end();
    };
    return { left: () => left, leave };
  };
  const typed = {
    words: words.map((word) => join(root, word)),
    behindDashes: null,
    options: { broker: 'redis://localhost', ...options },
  };
  const service = { serve, signals, broker: {} as Broker, clock: new VirtualClock() };
  const code = work(typed, output, service);
  code.catch(() => {});
  const isThere = (count: number) => vi.waitFor(() => expect(started).toHaveLength(count));
  const stop = (signal: string) =>
    vi.waitFor(() => expect(signals.emit(signal, signal)).toBe(true)).then(() => code);
  return { code, output, started, isThere, stop };
}

afterEach(() => vi.unstubAllEnvs());

describe('concur worker', () => {
  it('serves each function that was typed, until a signal comes', async () => {
    const options = { name: 'b', workers: 3, lease: 2_000 };
    const { output, started, isThere, stop } = host(['a.js#one', 'b.js#two'], options);
    await isThere(2);
    expect(started.map(({ request }) => request.source.name).sort()).toEqual(['one', 'two']);
    expect(new Set(started.map(({ context }) => context.digest)).size).toBe(2);
    expect(started[0]).toMatchObject({
      request: { name: 'b', workers: 3, engine: 'threads', leaseMs: 2_000 },
      context: { key: null, place: { url: 'redis://localhost', tls: null } },
    });
    expect(await stop('SIGTERM')).toBe(0);
    const lines = output.text.trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^b is here for (one|two)/);
    expect(lines[2]).toContain('SIGTERM: finishes what it has');
    expect(lines.slice(3).sort()).toEqual(['one: left, with 0 units done', 'two: left, with 0 units done']);
  });

  it('says once that the broker is away, and that it is back', async () => {
    const { output, started, isThere, stop } = host(['a.js#one', 'b.js#two']);
    await isThere(2);
    const before = output.text;
    for (const { context } of started) context.lineIs(false, 'gone');
    for (const { context } of started) context.lineIs(true, null);
    for (const { context } of started) context.warn({ code: 'W', message: 'it forgets', hint: null });
    expect(output.text.slice(before.length).split('\n')).toEqual([
      'the broker is away (gone): what is done is handed in when it is back',
      'the broker is back',
      'warning: it forgets',
      '',
    ]);
    await stop('SIGINT');
  });

  it('says why it stays away as soon as that is known, once', async () => {
    const { output, started, isThere, stop } = host(['a.js#one', 'b.js#two']);
    await isThere(2);
    const before = output.text;
    for (const why of [null, 'it wants a password']) {
      for (const { context } of started) context.lineIs(false, why);
    }
    expect(output.text.slice(before.length).split('\n')).toEqual([
      'the broker is away: what is done is handed in when it is back',
      'the broker is away (it wants a password): what is done is handed in when it is back',
      '',
    ]);
    await stop('SIGINT');
  });

  it('signs with the key of the environment, and shows neither that nor a password', async () => {
    vi.stubEnv('CONCUR_KEY', 'k3y');
    vi.stubEnv('CONCUR_BROKER', 'rediss://u:hidden@h:1');
    const { output, started, isThere, stop } = host(['a.js#one'], { broker: undefined as never });
    await isThere(1);
    expect(started[0]?.context).toMatchObject({ key: 'k3y', place: { url: 'rediss://u:hidden@h:1' } });
    expect(output.text).toContain('rediss://u:***@h:1');
    expect(output.text).not.toMatch(/k3y|hidden/);
    await stop('SIGTERM');
  });

  it('comes with all functions or with none', async () => {
    const { code, started } = host(['a.js#one', 'b.js#two'], {}, 'two');
    await expect(code).rejects.toThrow('two has no workers');
    expect(started.map(({ isGone }) => isGone)).toEqual([true]);
  });

  it.each([
    [[], {}, 'needs the functions'],
    [['a.js#one'], { broker: 'rediss://u:hidden@h' }, '--broker holds a password'],
    [['a.js#one'], { broker: 'redis://10.0.0.5' }, 'encrypts nothing'],
  ] as const)('refuses %j with %j', async (words, options, why) => {
    await expect(host(words, options as TypedOptions).code).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(why),
    });
  });
});
