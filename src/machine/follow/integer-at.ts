const SPACE = 0x20;
const NEWLINE = 0x0a;

/** The number that stands in bytes from `start` on, up to a space or a line’s end; null where nothing does. No string is made of it. */
export function integerAt(bytes: Uint8Array, start: number, length: number): number | null {
  let value = 0;
  let position = start;
  for (; position < length; position++) {
    const byte = bytes[position] as number;
    if (byte === SPACE || byte === NEWLINE) break;
    value = value * 10 + (byte - 0x30);
  }
  return position === start ? null : value;
}
