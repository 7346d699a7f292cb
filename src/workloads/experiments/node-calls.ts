import { pbkdf2, pbkdf2Sync } from 'node:crypto';
import { openSync, read } from 'node:fs';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { ownClocks } from '../../machine/own/kernel.ts';
import type { Json } from '../../model/json.ts';
import type { FunctionSource } from '../../model/trial/function-source.ts';
import type { CreateWork } from '../../model/trial/workload.ts';
import { loadFunction } from '../user/load-module.ts';
import { type BoundedCall, emptyCallNs, leavesWork, wholeCall } from '../user/whole-call.ts';
import { sharedPage, wasmAdder } from './wasm/adder.ts';

type Call = () => unknown;

const TEXT = JSON.stringify(Array.from({ length: 4_000 }, (_, id) => ({ id, name: `row ${id}` })));
const BYTES = Buffer.from(TEXT);
const ITERATIONS = 2_000;

/** Calls of a millisecond or a few, by the names that the experiment knows them by; each is prepared when it is asked for. */
const CALLS: Readonly<Record<string, () => Call>> = {
  'a loop': () => () => {
    let value = 1;
    for (let i = 0; i < 1e6; i++) value = (Math.imul(value, 1664525) + 1013904223) | 0;
    return value;
  },
  'JSON.parse': () => () => JSON.parse(TEXT),
  pbkdf2Sync: () => () => pbkdf2Sync('password', 'salt', ITERATIONS, 32, 'sha256'),
  WebAssembly: () => {
    const add = wasmAdder(sharedPage());
    return () => add(200_000);
  },
  pbkdf2: () => () => promisify(pbkdf2)('password', 'salt', ITERATIONS, 32, 'sha256'),
  'zlib.deflate': () => () => promisify(deflate)(BYTES),
  'fs.read': () => {
    const [file, buffer] = [openSync(process.execPath, 'r'), Buffer.alloc(4 * 1024 * 1024)];
    return () => promisify(read)(file, buffer, 0, buffer.length, 0);
  },
};

/** What the user's own call is measured with. */
interface OwnParams extends FunctionSource {
  readonly label: string;
  /** The calls before and behind it, of which it is known what they do. */
  readonly controls: readonly [string, string];
  readonly rounds: number;
}

type Known = { readonly emptyNs: number } | { readonly returnsEarly: true };
type Named = readonly [name: string, call: BoundedCall, known?: Known];

/** One call after the other, a unit each, again and again for `callMs`: what its thread and its process did meanwhile. */
export const createWork: CreateWork = async (params) => {
  const names = params.calls as string[];
  const own = params.own as unknown as OwnParams | null;
  const callMs = Number(params.callMs);
  const prepared = new Map(names.map((name) => [name, CALLS[name]?.() as Call]));
  const calls: Named[] = [...prepared];
  if (own !== null) calls.push(...(await inRounds(own, prepared, callMs)));
  const seen: Json[] = [];
  return {
    async run(count) {
      for (const [name, call, known] of calls.slice(seen.length, seen.length + count)) {
        await call(performance.now() + callMs);
        seen.push({ call: name, ...(await measure(call, callMs)), ...known });
      }
    },
    digest: () => calls.map(([name]) => name).join(),
    finding: () => seen,
  };
};

/** The user's own call, between calls of which it is known what they do. */
async function inRounds(own: OwnParams, prepared: ReadonlyMap<string, Call>, callMs: number) {
  const call = wholeCall((await loadFunction(own)) as Call, own.label);
  await call(performance.now() + callMs);
  // Called again and again, what it leaves would pile up.
  const measured: Named = (await leavesWork(call))
    ? [own.label, () => {}, { returnsEarly: true }]
    : [own.label, call, { emptyNs: await emptyCallNs() }];
  const [before, behind] = own.controls.map((name): Named => [name, prepared.get(name) as Call]);
  const round = [before as Named, measured, behind as Named];
  return Array.from({ length: own.rounds }, () => round).flat();
}

async function measure(call: BoundedCall, callMs: number) {
  const [clocksBefore, cpuBefore, startMs] = [ownClocks(), process.cpuUsage(), performance.now()];
  let count = 0;
  while (performance.now() - startMs < callMs) {
    await call(startMs + callMs);
    count++;
  }
  const wallNs = Math.round((performance.now() - startMs) * 1e6);
  const [clocks, cpu] = [ownClocks(), process.cpuUsage(cpuBefore)];
  return {
    count,
    wallNs,
    runNs: between(clocksBefore.runNs, clocks.runNs),
    runDelayNs: between(clocksBefore.runDelayNs, clocks.runDelayNs),
    processCpuNs: (cpu.user + cpu.system) * 1e3,
  };
}

function between(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}
