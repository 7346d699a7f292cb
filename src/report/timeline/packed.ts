/** A digit has five bits and says whether more follow. Neither JSON nor HTML has to escape any of these. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE = 32;
/** Seventy years in µs. A file that was edited may hold more: JavaScript could no longer tell such numbers apart. */
const LARGEST = 2 ** 51;
/** The difference of two of them has no more digits. */
const MOST_DIGITS = 11;

const characterOf = Uint8Array.from(DIGITS, (digit) => digit.charCodeAt(0));
const digitOf = new Uint8Array(128);
for (const [digit, character] of characterOf.entries()) digitOf[character] = digit;

/**
 * Whole numbers as a text, each as how much it is more or less than the one before: variable-length quantities, as in source
 * maps. Samples that are alike take half of what they take as JSON.
 */
export function packed(numbers: readonly number[]): string {
  const characters = new Uint8Array(numbers.length * MOST_DIGITS);
  let [length, before] = [0, 0];
  for (const one of numbers) {
    const number = Math.max(-LARGEST, Math.min(LARGEST, one));
    // Zigzag: 0, −1, 1, −2, 2 become 0, 1, 2, 3, 4.
    const more = number - before;
    let rest = more < 0 ? -2 * more - 1 : 2 * more;
    while (rest >= BASE) {
      characters[length++] = characterOf[BASE + (rest % BASE)] as number;
      rest = Math.floor(rest / BASE);
    }
    characters[length++] = characterOf[rest] as number;
    before = number;
  }
  return new TextDecoder().decode(characters.subarray(0, length));
}

/** The numbers that were packed. */
export function unpacked(text: string): number[] {
  const numbers: number[] = [];
  let [number, zigzag, unit] = [0, 0, 1];
  for (let at = 0; at < text.length; at++) {
    const digit = digitOf[text.charCodeAt(at)] as number;
    zigzag += (digit % BASE) * unit;
    unit *= BASE;
    if (digit >= BASE) continue;
    number += zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    numbers.push(number);
    [zigzag, unit] = [0, 1];
  }
  return numbers;
}
