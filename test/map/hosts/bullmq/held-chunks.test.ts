import { describe, expect, it } from 'vitest';
import { HeldChunks } from '../../../../src/map/hosts/bullmq/held-chunks.ts';

describe('the chunks that a host holds', () => {
  const chunk = { id: 'run_0_1_0123456789abcdef', body: 'work' };

  it('have their answer at once where they come again before it was taken', async () => {
    let begun = 0;
    const held = new HeldChunks(async () => `${++begun}`, 4);
    expect(await held.answer(chunk)).toBe('1');
    expect(await held.answer(chunk)).toBe('1');
    held.taken(chunk.id);
    expect(await held.answer(chunk)).toBe('2');
    expect(await held.answer({ ...chunk, body: 'other' })).toBe('3');
  });

  it('are begun anew where the lease was lost, and told so', async () => {
    const signals: AbortSignal[] = [];
    const held = new HeldChunks(async (_, signal) => `${signals.push(signal)}`, 4);
    await held.answer(chunk);
    held.lost(chunk.id);
    expect(signals[0]?.aborted).toBe(true);
    expect(await held.answer(chunk)).toBe('2');
  });

  it('are begun anew where they came to nothing', async () => {
    let begun = 0;
    const held = new HeldChunks(async () => {
      if (++begun === 1) throw new Error('no');
      return `${begun}`;
    }, 4);
    await expect(held.answer(chunk)).rejects.toThrow('no');
    expect(await held.answer(chunk)).toBe('2');
  });

  it('are no more than so many', async () => {
    const held = new HeldChunks(async () => '', 4);
    for (let n = 0; n < 20; n++) await held.answer({ id: `${n}`, body: '' });
    expect(held.size).toBe(4);
  });
});
