import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symbolName } from '../../../src/report/words/symbol-name.ts';

describe('the name of a variable', () => {
  it.each([
    ['counter_lock', 'counter_lock'],
    ['_PyRuntime', '_PyRuntime'],
    ['runtime.sched', 'runtime.sched'],
    // g++ 12
    ['_ZL3own', 'own'],
    ['_ZN3app4lockE', 'app::lock'],
    ['_ZN3app1S6memberE', 'app::S::member'],
    ['_ZN3app12_GLOBAL__N_16hiddenE', 'app::(anonymous namespace)::hidden'],
    ['_ZZ1fiPKcE5local', 'f::local'],
    ['_ZZ1fiPKcE3_1x', 'f::_1x'],
    ['_ZZ1fiPKcE5local_0', 'f::local'],
    ['_ZZN3app1gEvE5local', 'app::g::local'],
    ['_ZNSt3pmr4lockE', 'std::pmr::lock'],
    // rustc 1.95, and as it was before
    ['_RNvCskK7mfDs1mzF_1m4LOCK', 'm::LOCK'],
    ['_RNvNtCskK7mfDs1mzF_1m5inner6__2LOCK', 'm::inner::_2LOCK'],
    ['_RNvNvNtCskK7mfDs1mzF_1m5inner1f2IN', 'm::inner::f::IN'],
    ['_ZN1m4LOCK17h0123456789abcdefE', 'm::LOCK'],
  ])('%s is %s', (symbol, name) => {
    expect(symbolName(symbol)).toBe(name);
  });

  it.each([
    '_ZN1VIiE1mE',
    '_ZN3app4lockB5cxx11E',
    '_ZN9app4lockE',
    '_ZN3appE4lock',
    '_ZNE',
    '_ZN',
    '_Z',
    '_ZZ',
    '_ZZE4lock',
    '_R',
    '_RNv',
    '_RNvC1m99LOCK',
    '_RINvC1m4LOCKhE',
  ])('that isn’t understood stays as it is: %s', (symbol) => {
    expect(symbolName(symbol)).toBe(symbol);
  });

  it('is some name, of any text', () => {
    const part = fc.constantFrom(
      '_Z',
      '_R',
      'N',
      'E',
      'L',
      'Z',
      'St',
      'C',
      's',
      'v',
      '_',
      '3',
      '12',
      'app',
      'x',
    );
    const symbols = fc.array(part, { minLength: 1, maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(fc.property(symbols, (symbol) => symbolName(symbol) !== ''));
  });
});
