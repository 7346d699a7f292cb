import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { afterOutput } from '../../../src/engine/transport/read-output.ts';

/** Those in capitals have to follow what was printed before them. */
function passage() {
  const passed: string[] = [];
  const { take, end } = afterOutput<string>(
    (word) => word === word.toUpperCase(),
    (word) => passed.push(word),
  );
  return { passed, take, end };
}

describe('a message that follows output', () => {
  it('waits for it, and so do those behind it; others don’t', async () => {
    const { passed, take } = passage();
    for (const word of ['a', 'B', 'c', 'D', 'e']) take(word);
    expect(passed).toEqual(['a']);
    await turn();
    passed.push('output');
    while (passed.length < 6) await turn();
    expect(passed).toEqual(['a', 'output', 'B', 'c', 'D', 'e']);
  });

  it('waits for its own output, not only for that of the one before it', async () => {
    const { passed, take } = passage();
    take('B');
    take('D');
    while (passed.length < 1) await turn();
    expect(passed).toEqual(['B']);
    while (passed.length < 2) await turn();
    expect(passed).toEqual(['B', 'D']);
  });

  it('comes at once, and once, where there will be no more', async () => {
    const { passed, take, end } = passage();
    take('B');
    take('c');
    end();
    expect(passed).toEqual(['B', 'c']);
    for (let turns = 0; turns < 5; turns++) await turn();
    expect(passed).toEqual(['B', 'c']);
  });
});
