import { unitWork } from '../unit-work.ts';

/** 32-bit words in a cache line of 64 bytes. */
const LINE = 16;

/** Reads a word of every cache line of a large array, in order: what limits it is the way to memory, not the core. */
export const createWork = unitWork((params) => {
  const words = new Int32Array(Math.floor(Number(params.size) / 4));
  // Written, so that every page has memory of its own: untouched ones all share the kernel's page of zeros.
  for (let i = 0; i < words.length; i += LINE) words[i] = i / LINE;
  return (_input, index) => stream(words, index);
});

function stream(words: Int32Array, start: number): number {
  let sum = start | 0;
  for (let i = 0; i < words.length; i += LINE) sum = (sum + (words[i] as number)) | 0;
  return sum >>> 0;
}
