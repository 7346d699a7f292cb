import { describe, expect, it } from 'vitest';
import { parseConcept } from '../../../src/report/concept/parse-concept.ts';
import { TWINS_MD } from '../../fixtures/concept.ts';

describe('parseConcept', () => {
  it('reads every part', () => {
    expect(parseConcept('twins', TWINS_MD)).toEqual({
      name: 'twins',
      title: 'Twins',
      summary: 'two of a kind',
      definition: 'Two that `look alike()` and are not the same, with a second line.',
      picture: ['┌─┐   ┌─┐', '│a│ ▸ │a│', '└─┘   └─┘'],
      python: '`a == b` and not `a is b`.',
      node: 'The same, with `===` for both.',
      seeIt: [
        { command: 'concur demo twins', experiment: 'twins', shows: 'both of them' },
        { command: 'concur scale ./twins.js#fn', experiment: null, shows: 'how they grow' },
      ],
      readOn: [
        { title: 'Twins', url: 'https://example.org/twins' },
        { title: 'On likeness', url: 'https://example.org/likeness.html#alike' },
      ],
    });
  });

  it('reads it the same with Windows’ ends of lines', () => {
    expect(parseConcept('twins', TWINS_MD.replaceAll('\n', '\r\n'))).toEqual(parseConcept('twins', TWINS_MD));
  });

  it('keeps a title with a colon in its summary', () => {
    const { title, summary } = parseConcept('twins', TWINS_MD.replace('two of', 'two: both of'));
    expect([title, summary]).toEqual(['Twins', 'two: both of a kind']);
  });

  it.each([
    ['no summary', '# Twins: two of a kind', '# Twins', 'is not a title with a summary'],
    ['no picture', '```text', '```', 'is not a title with a summary, a paragraph and a picture'],
    ['two paragraphs', 'same, with a', 'same.\n\nWith a', 'is not one paragraph'],
    [
      'a missing section',
      '## In Node',
      '### In Node',
      'its sections are not In Python, In Node, See it, Read on',
    ],
    ['a section of another name', '## In Node', '## In Deno', 'its sections are not'],
    ['an empty section', '`a == b` and not `a is b`.', '', 'is not one paragraph'],
    ['markup', 'both.', '*both*.', 'has a * outside of code'],
    ['code that is left open', '`===`', '`===', 'has a ` outside of code'],
    ['a link in a paragraph', 'both.', '[both](https://example.org).', 'has a [ outside of code'],
    [
      'a program that isn’t ours',
      '`concur demo twins`',
      '`node twins.js`',
      'is not `concur …`: what it shows',
    ],
    ['a command of ours that shows nothing', 'concur demo twins', 'concur list', 'is not `concur …`'],
    ['a command that says nothing', ': both of them', '', 'is not `concur …`: what it shows'],
    ['a list that is no list', '- [Twins]', '[Twins]', 'is not an item of a list'],
    [
      'an insecure link',
      'https://example.org/twins',
      'http://example.org/twins',
      'is not a [title](https://…)',
    ],
  ])('refuses %s, by the concept’s name', (_case, part, instead, said) => {
    expect(TWINS_MD).toContain(part);
    const parse = () => parseConcept('twins', TWINS_MD.replace(part, instead));
    expect(parse).toThrow('the concept twins: ');
    expect(parse).toThrow(said);
  });
});
