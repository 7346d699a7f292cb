import { describe, expect, it } from 'vitest';
import { notesOf } from '../../scripts/changelog.ts';

const changelog = (...sections: readonly string[]) => ['# Changelog', '', ...sections, ''].join('\n');
const UNRELEASED = '## [Unreleased]\n\n- What comes next.\n';
const FIRST = '## [1.0.0] - 2026-11-30\n\n### Added\n\n- A command.\n';
const SECOND = '## [1.0.1] - 2026-12-01\n\n- A fault less.\n';

describe('the notes of a release', () => {
  it('are what stands below the heading of its version, and no other’s', () => {
    const text = changelog(UNRELEASED, SECOND, FIRST);
    expect(notesOf(text, '1.0.1')).toBe('- A fault less.');
    expect(notesOf(text, '1.0.0')).toBe('### Added\n\n- A command.');
  });

  it('are missing where the changelog has only what is unreleased, or a longer version', () => {
    expect(() => notesOf(changelog(UNRELEASED), '1.0.0')).toThrow(
      'CHANGELOG.md has no 1.0.0. Give what is below [Unreleased] the heading: ## [1.0.0] - DATE',
    );
    expect(() => notesOf(changelog('## [1.0.0-rc.1] - 2026-11-30\n\n- x\n'), '1.0.0')).toThrow(
      'has no 1.0.0',
    );
  });

  it('want a date, and something said', () => {
    expect(() => notesOf(changelog('## [1.0.0] - soon\n\n- x\n'), '1.0.0')).toThrow('with “soon” for a date');
    expect(() => notesOf(changelog('## [1.0.0] - 2026-11-30\n', FIRST), '1.0.0')).toThrow(
      'says nothing of 1.0.0',
    );
  });
});
