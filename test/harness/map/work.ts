/** A unit in TypeScript, with a type to strip. */
export function square(n: number): number {
  return n * n;
}
