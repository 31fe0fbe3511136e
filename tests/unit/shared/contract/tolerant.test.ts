import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asKnownTo, contractNumberOf, since } from '../../../../src/shared/contract/since.ts';
import { asWritten, tolerant } from '../../../../src/shared/contract/tolerant.ts';

const inner = z.strictObject({ a: z.int(), kind: z.enum(['x', 'y']) });
const schema = z
  .strictObject({
    list: z.array(inner).readonly(),
    either: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('one'), one: inner.optional() }),
        z.strictObject({ kind: z.literal('two') }),
      ])
      .nullable(),
    added: since(2, z.string().optional()),
  })
  .refine(({ list }) => list.length < 3);
const value = { list: [{ a: 1, kind: 'x' }], either: { kind: 'one', one: { a: 2, kind: 'y' } } };
const newer = {
  ...value,
  list: [{ a: 1, kind: 'x', later: 1 }],
  either: { kind: 'one', one: { a: 2, kind: 'y', later: 2 }, later: 3 },
  later: 4,
};

describe('a tolerant schema', () => {
  it('passes over unknown keys at any depth, or keeps them', () => {
    expect(schema.safeParse(newer).success).toBe(false);
    expect(tolerant(schema).parse(newer)).toEqual(value);
    expect(tolerant(schema, 'keep').parse(newer)).toEqual(newer);
  });

  it('holds in all else: values, missing keys, checks of the whole', () => {
    const reader = tolerant(schema, 'keep');
    const { a: _, ...withoutA } = { a: 1, kind: 'x' };
    const faulty = [
      { ...value, list: [{ a: 1, kind: 'z' }] },
      { ...value, list: [withoutA] },
      { ...value, list: [1, 2, 3].map((a) => ({ a, kind: 'x' })) },
      { ...value, either: { kind: 'three' } },
    ];
    for (const each of faulty) expect(reader.safeParse(each).success).toBe(false);
  });

  it('holds in checks that stand behind what may be absent or is not to be changed', () => {
    const short = (list: readonly unknown[] | null | undefined) => (list?.length ?? 0) < 2;
    const wrapped = z.strictObject({
      fixed: z.array(inner).readonly().refine(short),
      absent: z.array(inner).optional().refine(short),
      none: z.array(inner).nullable().refine(short),
      both: since(2, z.array(inner).readonly().refine(short).optional()),
    });
    const [one, two] = [[{ a: 1, kind: 'x' }], [1, 2].map((a) => ({ a, kind: 'x', later: 1 }))];
    const good = { fixed: one, absent: one, none: one, both: one };
    for (const reader of [tolerant(wrapped), tolerant(wrapped, 'keep')]) {
      expect(reader.parse(good)).toEqual(good);
      for (const field of ['fixed', 'absent', 'none', 'both'])
        expect([field, reader.safeParse({ ...good, [field]: two }).success]).toEqual([
          field,
          false,
        ]);
      expect(asKnownTo(1, reader, reader.parse(good))).not.toHaveProperty('both');
    }
  });

  it('leaves alone what is marked', () => {
    const marked = z.strictObject({ part: asWritten(inner) });
    const read = (part: object) => tolerant(marked).safeParse({ part, later: 1 }).success;
    expect(read({ a: 1, kind: 'x' })).toBe(true);
    expect(read({ a: 1, kind: 'x', later: 1 })).toBe(false);
  });
});

describe('a field that came with a later contract', () => {
  it('goes only to sides that know it, also in parts and from a tolerant schema', () => {
    const outer = z.object({ items: z.array(schema), other: z.union([z.string(), schema]) });
    const full = { items: [{ ...value, added: 'a' }], other: { ...value, added: 'b' } };
    for (const each of [outer, tolerant(outer)]) {
      expect(asKnownTo(1, each, full)).toEqual({ items: [value], other: value });
      expect(asKnownTo(2, each, full)).toEqual(full);
    }
  });

  it('a side that says no number, or nonsense, is of before there were numbers', () => {
    for (const header of [undefined, null, '', '-1', '1.5', 'one', '1234567']) {
      expect(contractNumberOf(header)).toBe(0);
    }
    expect(contractNumberOf('3')).toBe(3);
  });
});
