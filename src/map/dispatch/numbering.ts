/** What units are called, to their function and in messages: every `step`th of a whole is ours, from `first` on. */
export interface Numbering {
  readonly first: number;
  readonly step: number;
}

export const FROM_ZERO: Numbering = { first: 0, step: 1 };

/** @param index among those of this map */
export function numberOf({ first, step }: Numbering, index: number): number {
  return first + step * index;
}
