import { writeSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { HiddenOutput } from '../../../../src/run/series/command/output.ts';

let output: HiddenOutput;
afterEach(() => output.close());

it('keeps the end of what was printed, and forgets it', () => {
  output = new HiddenOutput();
  expect(output.end()).toEqual([]);
  writeSync(output.fd, Array.from({ length: 100 }, (_, line) => `line ${line}\n`).join(''));
  expect(output.end()).toHaveLength(40);
  expect(output.end().at(-1)).toBe('line 99');
  output.clear();
  expect(output.end()).toEqual([]);
  // Who has it open still writes at its end.
  writeSync(output.fd, 'again\n');
  expect(output.end()).toEqual(['again']);
});

it('never grows without bound', () => {
  output = new HiddenOutput();
  for (let block = 0; block < 20; block++) {
    writeSync(output.fd, Buffer.alloc(2 ** 20, 97));
    output.bound();
  }
  writeSync(output.fd, '\nthe end\n');
  expect(output.end().at(-1)).toBe('the end');
});
