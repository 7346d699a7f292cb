import { describe, expect, it } from 'vitest';
import { type Exports, exportsOf } from '../../../src/workloads/user/exports.ts';
import { functionIn } from '../../../src/workloads/user/load-module.ts';

const first = () => 'first';
const second = () => 'second';
const compiled = (exports: object) => Object.defineProperty(exports, '__esModule', { value: true });
const called = (namespace: Exports, isCommonJs: boolean, name: string | null = null) =>
  functionIn(exportsOf(namespace, isCommonJs), { file: '/a/work.js', name })(0, 0);

describe('the default export', () => {
  it.each<[string, Exports, boolean]>([
    ['of an ES module', { default: first, second }, false],
    ['of an ES module that exports the same by name', { default: first, first }, false],
    ['of compiled CommonJS', { default: compiled({ default: first, second }), second }, true],
    ['of compiled CommonJS, re-exported by an ES module', { default: compiled({ default: first }) }, false],
    [
      'of a function that compiled CommonJS has in the place of everything',
      { default: compiled(Object.assign(() => 'whole', { default: first })) },
      true,
    ],
    ['of CommonJS that is a function', { default: Object.assign(first, { second }), second }, true],
    ['that CommonJS names itself', { default: { default: first, second }, second }, true],
    [
      'behind a getter',
      { default: compiled(Object.defineProperty({}, 'default', { get: () => first })) },
      true,
    ],
    ['of Node 22 and newer', { default: compiled({ default: first }), 'module.exports': second }, true],
  ])('%s is its own', (_what, namespace, isCommonJs) => {
    expect(called(namespace, isCommonJs)).toBe('first');
  });

  it.each<[string, Exports, boolean]>([
    ['an ES module’s is no function', { default: 42, first }, false],
    ['an ES module’s holds the function', { default: { first } }, false],
    ['compiled CommonJS’ is no function', { default: compiled({ default: 42, first }), first }, true],
    ['compiled CommonJS has none', { default: compiled({ first }), first }, true],
    ['CommonJS’ own is no function', { default: { default: 42, first }, first }, true],
    ['an ES module has none', { first }, false],
    ['CommonJS has none', { default: { first }, 'module.exports': { first }, first }, true],
    ['there are several functions', { default: { first, second }, first, second }, true],
  ])('is no other function where %s', (_what, namespace, isCommonJs) => {
    expect(() => called(namespace, isCommonJs)).toThrow(
      /has no default export that is a function \(its functions: first/,
    );
  });
});

describe('an export with a name', () => {
  it.each<[string, Exports, boolean]>([
    ['of an ES module', { default: first, second }, false],
    ['of compiled CommonJS that Node doesn’t see', { default: compiled({ default: first, second }) }, true],
    ['beside a function', { default: Object.assign(() => 'whole', { second }) }, true],
    [
      'behind a getter',
      {
        default: {
          get second() {
            return second;
          },
        },
      },
      true,
    ],
  ])('%s is found', (_what, namespace, isCommonJs) => {
    expect(called(namespace, isCommonJs, 'second')).toBe('second');
  });

  it('is asked for alone: other getters may throw', () => {
    const lazy = {
      second,
      get first(): never {
        throw new Error('asked for');
      },
    };
    expect(called({ default: lazy }, true, 'second')).toBe('second');
    expect(() => called({ default: lazy }, true, 'first')).toThrow('asked for');
    expect(() => called({ default: lazy }, true, 'third')).toThrow('(its functions: second)');
  });

  it.each(['toString', 'constructor', '__proto__', 'module.exports', 'length'])('is not %s', (name) => {
    expect(() =>
      called({ default: Object.assign(first, { second }), 'module.exports': first }, true, name),
    ).toThrow(`exports no function ${name}`);
  });
});
