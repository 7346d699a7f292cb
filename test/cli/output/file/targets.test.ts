import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TypedOptions } from '../../../../src/cli/options/table.ts';
import { checkTargets, writeTargets } from '../../../../src/cli/output/file/targets.ts';
import type { DocumentHead } from '../../../../src/model/documents/report.ts';
import type { ExportFormat } from '../../../../src/report/formats.ts';
import { prepareFormats } from '../../../../src/report/formats.ts';
import { temporaryFolder } from '../../../fixtures/captured.ts';

const FORMATS = ['json', 'md', 'junit'] as const;
const render = (report: string) => (format: ExportFormat) => {
  if (format === 'junit') throw new Error('no such report');
  return format === 'json' ? `{${report}}` : `# ${report}`;
};

const usage = (message: string, hint: string) => expect.objectContaining({ code: 'USAGE', message, hint });

describe('what stdout gets', () => {
  it.each([
    [{}, null],
    [{ json: true }, 'json'],
    [{ export: [{ format: 'md', file: '-' }] }, 'md'],
  ] as [TypedOptions, string | null][])('%j: %s', (options, format) => {
    expect(checkTargets(options, FORMATS)).toBe(format);
  });

  it('is still text where results go to files', () => {
    const file = join(temporaryFolder(), 'r.md');
    expect(checkTargets({ export: [{ format: 'md', file }] }, FORMATS)).toBeNull();
  });

  it('is one thing alone', () => {
    const both: TypedOptions = { json: true, export: [{ format: 'md', file: '-' }] };
    expect(() => checkTargets(both, FORMATS)).toThrow(
      usage(
        '--json and --export md=- both write to stdout',
        'Send one of them to a file: --export json=FILE.',
      ),
    );
    const twice: TypedOptions = {
      export: [
        { format: 'md', file: '-' },
        { format: 'junit', file: '-' },
      ],
    };
    expect(() => checkTargets(twice, FORMATS)).toThrow(
      '--export md=- and --export junit=- both write to stdout',
    );
  });
});

describe('a place that can’t be written to', () => {
  it('is one for a format that the command doesn’t have', () => {
    expect(() => checkTargets({ export: [{ format: 'csv', file: 'x' }] }, FORMATS)).toThrow(
      usage('--export csv=x: this command has no format csv', 'It exports json, md or junit.'),
    );
  });

  it('is a folder that isn’t there', () => {
    const folder = join(temporaryFolder(), 'reports');
    const target = { format: 'md', file: join(folder, 'r.md') } as const;
    expect(() => checkTargets({ export: [target] }, FORMATS)).toThrow(
      expect.objectContaining({ code: 'USAGE', hint: `Create the folder first: mkdir -p ${folder}` }),
    );
  });

  it('is a folder itself', () => {
    const file = temporaryFolder();
    expect(() => checkTargets({ export: [{ format: 'md', file }] }, FORMATS)).toThrow(`${file} is a folder`);
  });

  it('is one that another result wants', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'r.md');
    const other = join(folder, '.', 'sub', '..', 'r.md');
    const targets: TypedOptions['export'] = [
      { format: 'md', file },
      { format: 'json', file: other },
    ];
    expect(() => checkTargets({ export: targets }, FORMATS)).toThrow(
      usage(`two exports write to ${file}`, 'Use a different file for each export.'),
    );
  });
});

describe('writing', () => {
  it('puts each format where it belongs, and nothing for stdout', async () => {
    const folder = temporaryFolder();
    const targets = [
      { format: 'json', file: join(folder, 'a') },
      { format: 'md', file: '-' },
      { format: 'md', file: join(folder, 'b') },
    ] as const;
    expect(await writeTargets(targets, render('it'))).toBeNull();
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('{it}');
    expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('# it');
  });

  it('goes on after a failure, and tells the first', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'taken'));
    const targets = [
      { format: 'junit', file: join(folder, 'a') },
      { format: 'md', file: join(folder, 'gone', 'b') },
      { format: 'md', file: join(folder, 'c') },
    ] as const;
    expect(await writeTargets(targets, render('it'))).toEqual(new Error('no such report'));
    expect(readFileSync(join(folder, 'c'), 'utf8')).toBe('# it');
  });

  it('follows a link to the file that it means', async () => {
    const folder = temporaryFolder();
    const [file, link] = [join(folder, 'real'), join(folder, 'link')];
    writeFileSync(file, 'old');
    symlinkSync(file, link);
    expect(await writeTargets([{ format: 'md', file: link }], render('new'))).toBeNull();
    expect(readFileSync(file, 'utf8')).toBe('# new');
  });

  it('knows a format that was never loaded for a mistake of ours', async () => {
    const unprepared = await prepareFormats('check', ['json']);
    expect(() => unprepared({} as DocumentHead<string>, 'tap')).toThrow('no writer was prepared for tap');
  });
});
