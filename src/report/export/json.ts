/** A document as it is, for programs. */
export function toJson(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
