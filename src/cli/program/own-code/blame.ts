let nameOwner = (thrown: unknown): unknown => thrown;

/** From now on, code of the user's runs in this process: what nobody catches may be its. @param name gives such an error its owner */
export function blameOwnCode(name: (thrown: unknown) => unknown): void {
  nameOwner = name;
}

/** Anything that nobody caught: as an error of the user's code where it is one. */
export function withOwner(thrown: unknown): unknown {
  return nameOwner(thrown);
}
