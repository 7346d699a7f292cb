import { expect, it, vi } from 'vitest';
import { textOutlet } from '../../../src/cli/output/text-outlet.ts';
import { Output } from '../../../src/cli/output.ts';

it.each([
  { isShared: false, isTTY: false, aside: false },
  { isShared: false, isTTY: true, aside: false },
  { isShared: true, isTTY: false, aside: true },
  { isShared: true, isTTY: true, aside: false },
])('text stands aside: %j', ({ isShared, isTTY, aside }) => {
  const output = new Output();
  const onStderr = vi.spyOn(output, 'onStderr');
  const text = textOutlet(output, 'never', isShared, () => ({ isTTY }));
  expect(text.output === output).toBe(!aside);
  expect(onStderr).toHaveBeenCalledTimes(aside ? 1 : 0);
});
