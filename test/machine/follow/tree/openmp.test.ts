import { expect, it } from 'vitest';
import { openmpIn } from '../../../../src/machine/follow/tree/openmp.ts';

const line = (file: string) =>
  `7f1000000000-7f1000001000 r-xp 00000000 00:19 17 ${file}\n7ffd0-7ffd1 rw-p 00000000 00:00 0 [stack]\n`;

it.each([
  ['/usr/lib/x86_64-linux-gnu/libgomp.so.1.0.0', 'libgomp.so.1.0.0'],
  ['/usr/lib/llvm-14/lib/libomp.so.5', 'libomp.so.5'],
  ['/opt/intel/libiomp5.so', 'libiomp5.so'],
  ['/venv/torch/lib/libgomp-a34b3233.so.1', 'libgomp-a34b3233.so.1'],
  ['/usr/lib/openmpi/libompitrace.so.40', null],
  ['/home/libgomp/bin/app', null],
])('%s: %s', (file, library) => {
  expect(openmpIn(line('/usr/lib/libc.so.6') + line(file))).toBe(library);
});
