/** The sum of count × start and 0 + 1 + … + (count - 1), modulo 2^32: count × (count - 1) / 2 alone can pass 2^53. */
export function sumOfRow(start: number, count: number): number {
  const n = BigInt(count);
  return Number(BigInt.asUintN(32, n * BigInt(start) + (n * (n - 1n)) / 2n));
}
