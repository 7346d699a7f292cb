/** Names that differ: one that was there before gets a number. `threads`, `threads#2`. */
export function namedApart(names: readonly string[]): string[] {
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : `${name}#${before + 1}`;
  });
}
