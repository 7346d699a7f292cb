/** What was typed behind `concur`, without what stands behind `--`: that belongs to the command that is to be watched. */
export function ownWords(typed: readonly string[]): readonly string[] {
  return typed.includes('--') ? typed.slice(0, typed.indexOf('--')) : typed;
}

/** Whether the version is all that is to be printed. @param own as ownWords gives it */
export function asksForVersion(own: readonly string[]): boolean {
  return own.includes('-V') || own.includes('-v') || own.includes('--version');
}
