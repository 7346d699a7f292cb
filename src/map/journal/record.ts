import { createHash } from 'node:crypto';

/** Digits of a SHA-256 that stand before each record. */
const CHECKSUM_DIGITS = 16;

/** A record as a line of a journal: its checksum, and JSON. */
export function encodeRecord(record: object): string {
  const text = JSON.stringify(record);
  return `${checksumOf(text)} ${text}\n`;
}

/** The records of a journal, up to the first line that isn't whole: that one is what a crash left of it. */
export function decodeRecords(journal: string): object[] {
  const records: object[] = [];
  // Behind the last line break there is a torn line, or nothing.
  for (const line of journal.split('\n').slice(0, -1)) {
    const text = line.slice(CHECKSUM_DIGITS + 1);
    if (line !== `${checksumOf(text)} ${text}`) break;
    records.push(JSON.parse(text));
  }
  return records;
}

function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, CHECKSUM_DIGITS);
}
