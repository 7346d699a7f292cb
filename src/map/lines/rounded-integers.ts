/** Numbers of fewer digits are safe: 2^53 has 16. */
const LONG = 16;
/** Neither a fraction nor an exponent, nor what has one. */
const INTEGER = new RegExp(`(?<![\\d.eE+-])-?\\d{${LONG},}(?![\\d.eE])`, 'g');

/** Whether so many digits stand in a row anywhere. It looks at one byte of many: only a digit is worth a look around it. */
export function hasLongNumber(bytes: Uint8Array): boolean {
  for (let at = LONG - 1; at < bytes.length; ) {
    let start = at;
    while (start > at - LONG && isDigit(bytes[start])) start--;
    if (start === at - LONG) return true;
    at = start + LONG;
  }
  return false;
}

/** The integers in a JSON text that our numbers can’t hold, as they are written. */
export function roundedIntegers(json: string): string[] {
  const rounded: string[] = [];
  let outside = 0;
  INTEGER.lastIndex = 0;
  for (let found = INTEGER.exec(json); found !== null; found = INTEGER.exec(json)) {
    const { 0: integer, index } = found;
    // Texts before it, and the one that it may stand in.
    for (let start = json.indexOf('"', outside); start >= 0 && start < index; ) {
      outside = endOfText(json, start) + 1;
      start = json.indexOf('"', outside);
    }
    if (outside <= index && isRounded(integer)) rounded.push(integer);
  }
  return rounded;
}

/** Where the quote is that ends a text. */
function endOfText(json: string, start: number): number {
  let end = start;
  do {
    end = json.indexOf('"', end + 1);
  } while (end >= 0 && isEscaped(json, end));
  return end < 0 ? json.length : end;
}

function isEscaped(json: string, at: number): boolean {
  let start = at;
  while (json[start - 1] === '\\') start--;
  return (at - start) % 2 === 1;
}

function isRounded(integer: string): boolean {
  const held = Number(integer);
  return !Number.isFinite(held) || BigInt(integer) !== BigInt(held);
}

function isDigit(character: number | undefined): boolean {
  return character !== undefined && character >= 0x30 && character <= 0x39;
}
