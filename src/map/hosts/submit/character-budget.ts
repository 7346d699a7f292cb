/** Chunks are cut for less than there is room for: their units aren’t all alike. */
const SHARE = 0.8;
/** What is smaller than it was is believed little by little; what is larger, at once. */
const BELIEF = 0.2;

/** How many units a chunk may have so that a message about them has room, by how long such messages were. */
export class CharacterBudget {
  readonly #most: number;
  #perUnit = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get units(): number {
    return Math.max(1, Math.floor((SHARE * this.#most) / this.#perUnit));
  }

  learn(units: number, characters: number): void {
    const perUnit = characters / units;
    this.#perUnit = perUnit > this.#perUnit ? perUnit : this.#perUnit * (1 - BELIEF) + perUnit * BELIEF;
  }
}
