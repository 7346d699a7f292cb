/** What parts a JSON array into its elements, and what begins and ends texts, in which nothing does. */
const TOKEN = /\\.|["[\]{},]/g;

/** The texts of the elements of a JSON array, as they are written. @param array valid JSON */
export function elementsOf(array: string): string[] {
  const elements: string[] = [];
  let depth = 0;
  let from = 0;
  let isInText = false;
  for (const { 0: token, index } of array.matchAll(TOKEN)) {
    if (token === '"') isInText = !isInText;
    if (isInText) continue;
    const isBetween = depth === 1 && (token === ',' || token === ']');
    if (isBetween) elements.push(array.slice(from, index));
    if (isBetween || depth === 0) from = index + 1;
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
  }
  return elements.filter((element) => element.trim() !== '');
}
