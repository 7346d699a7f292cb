// As Math.min and Math.max of a list of any length: spread into arguments, a long one overflows the stack.

/** @param atMost what it is where all are greater, or there is none */
export function minOf(numbers: Iterable<number>, atMost = Number.POSITIVE_INFINITY): number {
  let found = atMost;
  for (const number of numbers) found = Math.min(found, number);
  return found;
}

/** @param atLeast what it is where all are less, or there is none */
export function maxOf(numbers: Iterable<number>, atLeast = Number.NEGATIVE_INFINITY): number {
  let found = atLeast;
  for (const number of numbers) found = Math.max(found, number);
  return found;
}
