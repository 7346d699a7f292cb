import { unitWork } from '../unit-work.ts';

/** How many primes there are from index × width up to the next unit's first number: by trial division. */
export const createWork = unitWork((params) => {
  const width = Number(params.width);
  return (_input, index) => {
    let count = 0;
    for (let n = index * width; n < (index + 1) * width; n++) if (isPrime(n)) count++;
    return count;
  };
});

function isPrime(n: number): boolean {
  if (n % 2 === 0) return n === 2;
  for (let divisor = 3; divisor * divisor <= n; divisor += 2) if (n % divisor === 0) return false;
  return n > 1;
}
