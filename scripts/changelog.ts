/**
 * What the changelog says of a version, below its heading (`## [1.2.0] - 2026-12-01`).
 * @throws Error with what to write there, where the release would have no notes
 */
export function notesOf(changelog: string, version: string): string {
  const heading = `## [${version}] - `;
  const [, section] = `\n${changelog}`.split(`\n${heading}`);
  if (section === undefined)
    throw new Error(
      `CHANGELOG.md has no ${version}. Give what is below [Unreleased] the heading: ${heading}DATE`,
    );
  const [date = '', ...lines] = section.split('\n');
  if (!/^\d{4}-\d\d-\d\d$/.test(date))
    throw new Error(`CHANGELOG.md has ${version} with “${date}” for a date. Write it so: 2026-12-01`);
  const next = lines.findIndex((line) => line.startsWith('## '));
  const notes = lines.slice(0, next < 0 ? undefined : next).join('\n');
  if (notes.trim() === '') throw new Error(`CHANGELOG.md says nothing of ${version}`);
  return notes.trim();
}
