import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatsOf } from '../../../src/report/formats.ts';
import { REPORT_KINDS } from '../../../src/report/kinds.ts';
import { temporaryFolder } from '../../fixtures/captured.ts';
import { makeCheckReport, makeCheckResult, PASSED } from '../../fixtures/check-report.ts';
import { replaced, stringsIn } from '../../fixtures/hostile/strings-in.ts';
import { rendered } from '../../fixtures/rendered.ts';
import { RICH_REPORTS } from '../../fixtures/rich-reports.ts';

// What Perl's own reader makes of our TAP.

const missing = spawnSync('prove', ['--version']).status === 0 ? null : 'prove isn’t installed';
const KINDS = REPORT_KINDS.filter((kind) => formatsOf(kind).includes('tap'));

interface Read {
  readonly errors: readonly string[];
  readonly version: number;
  readonly isGood: boolean;
  readonly tests: readonly {
    readonly ok: boolean;
    readonly isActuallyOk: boolean;
    readonly directive: string;
    readonly explanation: string;
  }[];
  readonly others: readonly string[];
  readonly diagnostics: readonly Readonly<Record<string, string>>[];
}

const READER = `
use TAP::Parser; use JSON::PP; local $/; my $tap = <STDIN>;
my $parser = TAP::Parser->new({ tap => $tap }); my (@tests, @others, @yaml);
while (my $r = $parser->next) {
  if ($r->is_test) { push @tests, { ok => $r->is_ok ? \\1 : \\0, isActuallyOk => $r->is_actual_ok ? \\1 : \\0,
    directive => $r->directive, explanation => $r->explanation }; }
  elsif ($r->is_yaml) { push @yaml, $r->data; }
  elsif (!$r->is_plan && !$r->is_version) { push @others, $r->as_string; }
}
print encode_json({ errors => [$parser->parse_errors], version => $parser->version + 0,
  isGood => $parser->has_problems ? \\0 : \\1, tests => \\@tests, others => \\@others, diagnostics => \\@yaml });`;

function readByPerl(tap: string): Read {
  return JSON.parse(execFileSync('perl', ['-e', READER], { input: tap, encoding: 'utf8' }));
}

function prove(tap: string) {
  const file = join(temporaryFolder(), 'a.tap');
  writeFileSync(file, tap);
  const { status, stdout, stderr } = spawnSync('prove', [file], { encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
}

describe.skipIf(missing !== null)(`Perl’s prove${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  it('accepts checks that pass or are open', () => {
    const open = makeCheckResult({ id: 'open', outcome: 'inconclusive' });
    const { status, text } = prove(
      rendered('check', 'tap', makeCheckReport({ outcome: 'inconclusive', checks: [PASSED, open] })),
    );
    expect(text).toContain('Result: PASS');
    expect(text).not.toContain('Parse error');
    expect(status).toBe(0);
  });

  it('fails by the check that fails, and by no error of reading', () => {
    const { status, text } = prove(rendered('check', 'tap', makeCheckReport()));
    expect(text).toContain('Failed test:  2');
    expect(text).not.toContain('Parse error');
    expect(status).toBe(1);
  });

  it('takes nothing to check as skipped', () => {
    const { status, text } = prove(rendered('check', 'tap', makeCheckReport({ checks: [] })));
    expect(text).toContain('skipped: nothing was checked');
    expect(status).toBe(0);
  });

  it.each(KINDS)('reads each case of %s, and its details', (kind) => {
    const read = readByPerl(rendered(kind, 'tap', RICH_REPORTS[kind] as never));
    expect(read).toMatchObject({ errors: [], others: [], version: 13 });
    expect(read.tests.length).toBeGreaterThan(0);
    expect(read.diagnostics).toHaveLength(read.tests.length);
    for (const details of read.diagnostics) {
      expect(Object.keys(details)).toEqual(expect.arrayContaining(['outcome', 'expected', 'observed']));
    }
  });

  describe.each(KINDS)('of a hostile document of %s', (kind) => {
    const plain = readByPerl(rendered(kind, 'tap', RICH_REPORTS[kind] as never));
    const outcomes = (read: Read) =>
      read.tests.map(({ isActuallyOk, directive }) => [isActuallyOk, directive]);

    it.each([
      'x # SKIP y',
      'x # TODO y',
      'x #todo',
      'C# \\# TODO \\\\# SKIP z',
      'x\nnot ok 99 - y\nBail out! z\n1..7\n  ---\n  ...\n',
      'x\r\npragma +strict\rok 3\u2028ok 4',
      '1 # skip',
      '"\\"\n  ...\nend: \'',
    ])('reads the same cases where every text is %j', (text) => {
      const places = stringsIn(RICH_REPORTS[kind]).filter(
        ({ path, isKey }) =>
          !isKey && /^(title|statement|question|hypothesis|because|\d+)$/.test(`${path.at(-1)}`),
      );
      const read = readByPerl(rendered(kind, 'tap', replaced(RICH_REPORTS[kind], places, text) as never));
      expect(read).toMatchObject({ errors: [], others: [] });
      expect(outcomes(read)).toEqual(outcomes(plain));
      expect(read.diagnostics).toHaveLength(plain.diagnostics.length);
    });
  });
});
