import { LAST_WORDS_MS } from './patience.ts';

/** Resolves when all that an ended process has sent is there, or soon. */
export async function lastWords(heard: Promise<unknown>): Promise<void> {
  let patience: NodeJS.Timeout | undefined;
  const soon = new Promise((resolve) => {
    patience = setTimeout(resolve, LAST_WORDS_MS);
  });
  await Promise.race([heard, soon]);
  clearTimeout(patience);
}
