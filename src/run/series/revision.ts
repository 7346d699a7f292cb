/** A git revision, checked out. */
export interface Revision {
  /** The commit's hash, and as much of it as names it. */
  readonly hash: string;
  readonly short: string;
  /** The folder of the working tree, and the one that the revision lies in meanwhile. */
  readonly repository: string;
  readonly folder: string;
}

/** What is said of the revision's files, with the paths that the user knows. */
export function inRepository(text: string, { folder, repository }: Revision): string {
  return text.replaceAll(folder, repository);
}

/** The same where nothing else says whose files they are. */
export function atRevision(text: string, revision: Revision): string {
  const known = inRepository(text, revision);
  return known === text ? text : `${known} (at ${revision.short})`;
}
