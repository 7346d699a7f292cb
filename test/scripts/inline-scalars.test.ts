import { describe, expect, it } from 'vitest';
import { inlineScalars } from '../../scripts/inline-scalars.ts';

const definitions = {
  Count: { type: 'integer', minimum: 0, description: 'how many' },
  Kind: { type: 'string', enum: ['A', 'B'] },
  More: { anyOf: [{ $ref: '#/definitions/Kind' }, { type: 'string', const: 'C' }] },
  Point: { type: 'object', properties: { x: { $ref: '#/definitions/Count' } } },
  Tree: { anyOf: [{ type: 'null' }, { type: 'array', items: { $ref: '#/definitions/Tree' } }] },
};
const ref = (name: keyof typeof definitions) => ({ $ref: `#/definitions/${name}` });

function property(schema: object): unknown {
  const inlined = inlineScalars({ type: 'object', properties: { it: schema }, definitions });
  return (inlined.properties as { it: unknown }).it;
}

describe('a scalar', () => {
  it('stands where it is used, with what is said of it there', () => {
    expect(property({ ...ref('Count'), description: 'units' })).toEqual({
      type: 'integer',
      minimum: 0,
      description: 'units',
    });
    expect(property({ type: 'array', items: ref('Kind') })).toEqual({
      type: 'array',
      items: { type: 'string', enum: ['A', 'B'] },
    });
  });

  it('has null as one more type', () => {
    expect(property({ anyOf: [ref('Count'), { type: 'null' }] })).toEqual({
      type: ['integer', 'null'],
      minimum: 0,
      description: 'how many',
    });
    expect(property({ anyOf: [ref('Kind'), { type: 'null' }] })).toEqual({
      type: ['string', 'null'],
      enum: ['A', 'B', null],
    });
    expect(property({ anyOf: [{ type: 'array', items: ref('Count') }, { type: 'null' }] })).toMatchObject({
      type: ['array', 'null'],
      items: { type: 'integer' },
    });
  });

  it('of words is one list of them', () => {
    expect(property({ anyOf: [ref('More'), { type: 'string', const: 'D' }] })).toEqual({
      type: 'string',
      enum: ['A', 'B', 'C', 'D'],
    });
  });
});

describe('what is no scalar', () => {
  it('stays a reference, and an alternative', () => {
    expect(property(ref('Point'))).toEqual(ref('Point'));
    const alternatives = [
      { anyOf: [ref('Point'), { type: 'null' }] },
      { anyOf: [ref('Kind'), { type: 'integer' }] },
      { anyOf: [{ type: 'object', properties: {} }, { type: 'null' }] },
    ];
    expect(property(alternatives[0] ?? {})).toEqual(alternatives[0]);
    expect(property(alternatives[1] ?? {})).toEqual({ anyOf: [definitions.Kind, { type: 'integer' }] });
    expect(property(alternatives[2] ?? {})).toEqual(alternatives[2]);
  });

  it('is all that stays defined, even where it refers to itself', () => {
    const { definitions: kept } = inlineScalars({ type: 'object', definitions });
    expect(Object.keys(kept as object)).toEqual(['Point', 'Tree']);
    expect(inlineScalars({ type: 'object', definitions: { Kind: definitions.Kind } })).toEqual({
      type: 'object',
    });
  });
});
