import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENGINE_NAMES } from '../../../src/model/engines/engine-names.ts';
import type { BuiltIn } from '../../../src/workloads/catalog/built-in.ts';
import { BUILT_IN_NAMES } from '../../../src/workloads/catalog/built-in.ts';
import {
  BUILT_INS,
  defaultParams,
  defaultUnits,
  spellWorkload,
} from '../../../src/workloads/catalog/catalog.ts';
import type { Parameter, Params } from '../../../src/workloads/catalog/parameters.ts';
import { parseWorkload } from '../../../src/workloads/catalog/parse-workload.ts';

describe('parseWorkload', () => {
  it('takes a name alone, and all parameters by default', () => {
    for (const name of BUILT_IN_NAMES) {
      const { workload, params } = parseWorkload(name);
      expect(workload.name).toBe(name);
      expect(params).toEqual(defaultParams(workload));
    }
  });

  it.each([
    ['message:size=1MB,how=transfer', { size: 1_000_000, how: 'transfer' }],
    ['message:how=share', { size: 64_000, how: 'share' }],
    [' memory:size=1.5GiB ', { size: 1_610_612_736 }],
    ['memory: size = 64kib', { size: 65_536 }],
    ['sleep:time=1.5s', { time: 1500 }],
    ['pbkdf2:iterations=10,digest=sha256', { iterations: 10, digest: 'sha256' }],
  ])('reads %j', (text, params) => {
    expect(parseWorkload(text).params).toEqual(params);
  });

  it('reads back whatever is within the bounds', () => {
    const chosen = fc
      .constantFrom(...BUILT_INS)
      .chain((workload) => paramsOf(workload).map((params) => ({ workload, params })));
    fc.assert(
      fc.property(chosen, ({ workload, params }) => {
        expect(parseWorkload(spellWorkload(workload, params))).toEqual({ workload, params });
      }),
    );
  });

  it.each([
    ['message:sise=1MB', 'message has no parameter sise; it has size and how', 'Did you mean size?'],
    ['message:size=1KB,size=2KB', 'message has size twice', 'Write size once.'],
  ])('refuses %j', (text, message, hint) => {
    expect(() => parseWorkload(text)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(message), hint }),
    );
  });

  it.each(['mesage', 'zzzzz', ''])('knows no workload “%s”, and tells which there are', (name) => {
    const known = BUILT_INS.map((workload) => workload.name);
    expect(() => parseWorkload(name)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining(`there is no workload “${name}”; there are compute, primes,`),
        facts: { kind: 'unknown-workload', name, known },
      }),
    );
  });

  it.each([
    ['message:how=', 'how is clone, transfer or share', 'message:how=clone'],
    ['message:size=20MB', 'not a size from 1KB to 10MB', 'message:size=64KB'],
    ['message:size=64', 'not a size from 1KB to 10MB', 'message:size=64KB'],
    ['message:size=1000.5B', 'not a size', 'message:size=64KB'],
    ['message:size', '“size” is not PARAMETER=VALUE', 'message:size=64KB,how=clone'],
    ['message:', '“” is not PARAMETER=VALUE', 'message:size=64KB,how=clone'],
    ['message:size=1KB,', '“” is not PARAMETER=VALUE', 'message:size=64KB,how=clone'],
    ['sleep:time=5', 'not a time from 1ms to 1h', 'sleep:time=5ms'],
    ['sleep:time=0ms', 'not a time from 1ms to 1h', 'sleep:time=5ms'],
    ['compute:steps=0', 'not a count from 1 to', 'compute:steps=100000'],
    ['compute:steps=-5', 'not a count from 1 to', 'compute:steps=100000'],
    ['compute:toString=1', 'has no parameter toString', 'compute:steps=100000'],
    ['message:how=transfr', 'how is clone, transfer or share', 'message:how=transfer', true],
  ])('refuses %j, and has one that would do', (text, message, example, isMeant = false) => {
    expect(() => parseWorkload(text)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining(message),
        facts: { kind: 'wrong-workload', example, isMeant },
      }),
    );
  });
});

describe('every built-in workload', () => {
  it('is listed once, in the order of the names', () => {
    expect(BUILT_INS.map(({ name }) => name)).toEqual([...BUILT_IN_NAMES]);
  });

  it.each(BUILT_INS)(
    'says what $name does, a line of help each',
    ({ description, parameters, unit, ...workload }) => {
      expect(description.length).toBeLessThanOrEqual(80);
      expect(unit(defaultParams({ ...workload, description, parameters, unit }))).not.toContain('undefined');
      for (const parameter of parameters) expect(parameter.description).not.toBe('');
    },
  );

  it.each(BUILT_INS)(
    'shares the default units of $name out evenly, and does with fewer of larger ones',
    (workload) => {
      const units = defaultUnits(workload);
      for (const workers of [1, 2, 3, 4, 6, 8, 12]) expect(units % workers).toBe(0);
      const largest = Object.fromEntries(
        workload.parameters.map((parameter) => [parameter.name, mostOf(parameter)]),
      );
      expect(defaultUnits(workload, largest)).toBe(24);
    },
  );

  it('runs on every engine, but for memory that processes can’t have in common', () => {
    for (const workload of BUILT_INS) {
      for (const engine of ENGINE_NAMES)
        expect(workload.impossible(defaultParams(workload), engine)).toBeNull();
    }
    const { workload: message } = parseWorkload('message');
    const refusal = (how: string, engine: (typeof ENGINE_NAMES)[number]) =>
      message.impossible({ ...defaultParams(message), how }, engine);
    expect(refusal('share', 'processes')).toMatch(/nothing can be shared/);
    expect(refusal('transfer', 'processes')).toMatch(/nothing can be transferred/);
    for (const how of ['share', 'transfer']) {
      for (const engine of ['threads', 'pool', 'loop'] as const) expect(refusal(how, engine)).toBeNull();
    }
  });
});

function paramsOf({ parameters }: BuiltIn): fc.Arbitrary<Params> {
  return fc.record(Object.fromEntries(parameters.map((parameter) => [parameter.name, anyOf(parameter)])));
}

function anyOf(parameter: Parameter): fc.Arbitrary<number | string> {
  if (parameter.kind === 'choice') return fc.constantFrom(...parameter.choices);
  return fc.oneof(
    fc.constantFrom(parameter.least, parameter.most, parameter.default),
    fc.integer({ min: parameter.least, max: parameter.most }),
  );
}

function mostOf(parameter: Parameter): number | string {
  return parameter.kind === 'choice' ? parameter.default : parameter.most;
}
