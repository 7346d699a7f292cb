import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';

// What results in Python become on their way: their text, and whether Node can hold it.

const EXACT: Readonly<Record<string, string>> = {
  None: 'null',
  True: 'true',
  '-0.0': '-0.0',
  '1e16': '1e+16',
  '2**53 - 1': '9007199254740991',
  '-(2**53 - 1)': '-9007199254740991',
  '0.1234567890123456': '0.1234567890123456',
  '12345678901234567.5': '1.2345678901234568e+16',
  '"9007199254740993"': '"9007199254740993"',
  '"a\\"9007199254740993\\\\"': '"a\\"9007199254740993\\\\"',
  '{"9007199254740993": [1, (2, 3)]}': '{"9007199254740993":[1,[2,3]]}',
  '[1e22, 1.5e-300]': '[1e+22,1.5e-300]',
  '"\\ud800é\\n"': '"\\ud800\\u00e9\\n"',
};
const ROUNDED: Readonly<Record<string, string>> = {
  '2**53': '9007199254740992',
  '-2**53': '-9007199254740992',
  '10**30': `1${'0'.repeat(30)}`,
  '["9007199254740993", 9007199254740993]': '["9007199254740993",9007199254740993]',
  '{"a": [0.1, -2**60]}': '{"a":[0.1,-1152921504606846976]}',
};
const REFUSED: Readonly<Record<string, string>> = {
  'float("-inf")': 'it has no NaN and no Infinity',
  '{"deep": [float("nan")]}': 'it has no NaN and no Infinity',
  '{(1, 2): 3}': 'keys must be str, int, float, bool or None, not tuple',
  'b"bytes"': 'Object of type bytes is not JSON serializable',
  '(x for x in [1])': 'Object of type generator is not JSON serializable',
};

const PROGRAM = `
import json, sys
sys.path.insert(0, sys.argv[1])
from concur_json import exact_text
def told(expression):
    try:
        return exact_text(eval(expression))
    except TypeError as error:
        return str(error)
print(json.dumps({each: told(each) for each in json.loads(sys.argv[2])}))
`;

let told: Record<string, [string, boolean] | string>;
beforeAll(async () => {
  const cases = Object.keys({ ...EXACT, ...ROUNDED, ...REFUSED });
  const engine = join(packageRoot(), 'src', 'engine', 'python');
  const { stdout } = await promisify(execFile)('python3', [
    '-B',
    '-c',
    PROGRAM,
    engine,
    JSON.stringify(cases),
  ]);
  told = JSON.parse(stdout);
});

describe('a result in Python', () => {
  it.each(Object.entries(EXACT))('is the same in Node: %s', (expression, text) => {
    expect(told[expression]).toEqual([text, true]);
    expect(() => JSON.parse(text)).not.toThrow();
  });

  it.each(Object.entries(ROUNDED))('would be rounded in Node: %s', (expression, text) => {
    expect(told[expression]).toEqual([text, false]);
  });

  it.each(Object.entries(REFUSED))('has no JSON: %s', (expression, why) => {
    expect(told[expression]).toBe(`its result can’t be written as JSON: ${why}`);
  });
});
