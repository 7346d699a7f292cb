// What concur's workers do in every one of these projects.
export const double = (n) => n * 2;

export class RowError extends Error {}
export function refuse(n) {
  throw new RowError(`row ${n}`, { cause: new TypeError('why') });
}
