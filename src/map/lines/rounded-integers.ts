/** Numbers of fewer digits are safe: 2^53 has 16. */
const LONG = 16;
const INTEGER = new RegExp(`^-?\\d{${LONG},}$`);
const [QUOTE, BACKSLASH] = [0x22, 0x5c];

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
  let isInText = false;
  for (let at = 0; at < json.length; at++) {
    const character = json.charCodeAt(at);
    if (character === QUOTE) isInText = !isInText;
    else if (isInText && character === BACKSLASH) at++;
    else if (!isInText && isDigit(character)) {
      const number = numberAt(json, at);
      if (isRounded(number)) rounded.push(json[at - 1] === '-' ? `-${number}` : number);
      at += number.length - 1;
    }
  }
  return rounded;
}

const NUMBER = /[\d.eE+-]+/y;

function numberAt(json: string, at: number): string {
  NUMBER.lastIndex = at;
  return NUMBER.exec(json)?.[0] ?? '';
}

function isRounded(number: string): boolean {
  if (!INTEGER.test(number)) return false;
  const held = Number(number);
  return !Number.isFinite(held) || BigInt(number) !== BigInt(held);
}

function isDigit(character: number | undefined): boolean {
  return character !== undefined && character >= 0x30 && character <= 0x39;
}
