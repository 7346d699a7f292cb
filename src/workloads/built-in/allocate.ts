import { unitWork } from '../unit-work.ts';

interface Small {
  readonly key: number;
  readonly pair: readonly [number, number];
}

/** So many objects are alive at a time: some then outlive a collection, and no compiler can leave them out. */
const ALIVE = 1024;

/** Makes small objects and drops them: work for the garbage collector. Each is read once, when it is dropped. */
export const createWork = unitWork((params) => {
  const objects = Number(params.objects);
  return (_input, index) => {
    const alive: Small[] = [];
    let sum = 0;
    for (let key = 0; key < objects; key++) {
      const slot = key % ALIVE;
      if (key >= ALIVE) sum = (sum + numberIn(alive[slot] as Small)) | 0;
      alive[slot] = { key, pair: [index, key] };
    }
    for (const small of alive) sum = (sum + numberIn(small)) | 0;
    return sum >>> 0;
  };
});

function numberIn({ key, pair: [index] }: Small): number {
  return (key + index) | 0;
}
