import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type PhraseFacts,
  fillPhrase,
  firstOpenPlace,
  openPlaces,
  phraseFacts,
  textWith,
  unknownPlaces,
} from '../../../../../src/shared/domain/phrases/phrase-text.ts';

/** Text without a bracket of ours. */
const plain = fc
  .string({ maxLength: 30, unit: 'binary' })
  .map((text) => text.replace(/[{}｛｝〔〕\n]/gu, ''));
const name = fc.oneof(
  fc.constantFrom(...phraseFacts),
  fc.constantFrom('具体情况', '发生时间', '值班电话'),
);
const piece = fc.oneof(
  plain.map((text) => ({ text, name: null })),
  name.map((of) => ({ text: `{${of}}`, name: of })),
);
const facts: fc.Arbitrary<PhraseFacts> = fc
  .array(fc.tuple(fc.constantFrom(...phraseFacts), plain), { maxLength: 8 })
  .map((pairs) => Object.fromEntries(pairs));

describe('places of a text module', () => {
  it('are filled with what is known, and what is not stays to be seen', () => {
    const text = '{工单编号}由{承办单位}办理，联系｛值班电话｝。';
    expect(fillPhrase(text, { 工单编号: 'SW1', 承办单位: ' ' })).toBe(
      'SW1由〔承办单位〕办理，联系〔值班电话〕。',
    );
    expect(unknownPlaces(text)).toEqual(['值班电话']);
  });

  it('are seen also where their names are long', () => {
    const name = '请写明具体情况、发生时间以及对方的要求和联系办法';
    expect(fillPhrase(`{${name}}`, {})).toBe(`〔${name}〕`);
    expect(openPlaces(`〔${name}〕`)).toEqual([name]);
    expect(unknownPlaces(`｛${name}｝`)).toEqual([name]);
  });

  it('each become a value or an open place, and nothing else of the text changes (property)', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), facts, (pieces, known) => {
        const values: Readonly<Record<string, string | undefined>> = known;
        const expected = pieces.map((one) =>
          one.name === null ? one.text : values[one.name]?.trim() || `〔${one.name}〕`,
        );
        const filled = fillPhrase(pieces.map(({ text }) => text).join(''), known);
        expect(filled).toBe(expected.join(''));
        const missing = pieces.flatMap((one) =>
          one.name !== null && !values[one.name]?.trim() ? [one.name] : [],
        );
        expect(openPlaces(filled)).toEqual([...new Set(missing)]);
        // Filling is done once: what was filled holds no place any more.
        expect(fillPhrase(filled, known)).toBe(filled);
      }),
    );
  });

  it('are not the years of documents', () => {
    expect(openPlaces('依据武政办〔2026〕12号，由〔承办单位〕办理，〔承办单位〕答复')).toEqual([
      '承办单位',
    ]);
    expect(firstOpenPlace('〔2026〕〔甲〕')).toEqual({ from: 6, to: 9 });
    expect(firstOpenPlace('〔2026〕〔〕')).toBeNull();
  });
});

it('puts in and replaces nothing: without what came, the text is what it was; what is too long is not put in (property)', () => {
  const any = fc.string({ maxLength: 60, unit: 'binary' });
  fc.assert(
    fc.property(any, any, fc.nat(60), fc.nat(120), (value, text, caret, max) => {
      const at = Math.min(caret, value.length);
      const put = textWith(value, { at, text, max });
      expect(put === null).toBe(value.length + text.length > max);
      const written = put ?? value.slice(0, at) + text + value.slice(at);
      expect(written.slice(0, at) + written.slice(at + text.length)).toBe(value);
      expect(written.slice(at, at + text.length)).toBe(text);
    }),
  );
});
