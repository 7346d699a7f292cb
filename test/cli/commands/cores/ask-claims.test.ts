import { expect, it } from 'vitest';
import { refuseRun } from '../../../../src/cli/commands/cores/ask-claims.ts';

it.each([
  [{ run: true, sysroot: '/x' }, /--run and --sysroot/],
  [{ run: true, pid: 1 }, /--run and -p/],
  [{ run: true, measure: false }, /--run and --no-measure/],
  [{ run: true, quiet: true }, /--run and -q, which only reads/],
  [{ run: true, format: 'decimal' }, /--run and --format, which only reads/],
] as const)('%j runs nothing that could be asked', (options, message) => {
  expect(() => refuseRun(options)).toThrow(message);
});

it.each([{}, { run: true }, { measure: false }, { sysroot: '/x' }])('%j may be', (options) => {
  expect(() => refuseRun(options)).not.toThrow();
});
