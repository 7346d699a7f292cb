/** What files that aren’t text in UTF-8 mostly are, by their first bytes, and what makes it of them. */
const KINDS: readonly { readonly begins: readonly number[]; readonly what: string }[] = [
  { begins: [0x1f, 0x8b], what: 'it is compressed: zcat unpacks it' },
  { begins: [0x28, 0xb5, 0x2f, 0xfd], what: 'it is compressed: zstdcat unpacks it' },
  { begins: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'it is compressed: xzcat unpacks it' },
  { begins: [0x42, 0x5a, 0x68], what: 'it is compressed: bzcat unpacks it' },
  { begins: [0xff, 0xfe], what: 'it is text in UTF-16: iconv -f UTF-16 -t UTF-8 makes UTF-8 of it' },
  { begins: [0xfe, 0xff], what: 'it is text in UTF-16: iconv -f UTF-16 -t UTF-8 makes UTF-8 of it' },
];

/** Why a line that isn’t UTF-8 can’t be read. @param isFirst whether it is the first one of its file */
export function notText(line: Uint8Array, isFirst: boolean): SyntaxError {
  const kind = isFirst
    ? KINDS.find(({ begins }) => begins.every((byte, at) => line[at] === byte))
    : undefined;
  return new SyntaxError(kind?.what ?? 'it is not text in UTF-8');
}
