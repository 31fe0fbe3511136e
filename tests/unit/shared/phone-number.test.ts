import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerNumberSchema } from '../../../src/shared/contract/base-schemas.ts';
import { normaliseNumber, readNumberSearch } from '../../../src/shared/phone-number.ts';

// From 1: a number of zeros only means a withheld one.
const subscriber = fc.integer({ min: 1, max: 999 }).map((n) => String(n).padStart(3, '0'));
const mobileNumber = subscriber.map((n) => `19900000${n}`);
const localNumber = subscriber.map((n) => `00000${n}`);

/** Any UTF-16 units, halves of characters among them. */
const anyUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
  .map((units) => String.fromCharCode(...units));

/** Ways in which trunks, PBXs and people dress up digits without changing the number. */
const dressings: readonly ((digits: string) => string)[] = [
  (d) => d,
  (d) => ` ${d} `,
  (d) => `${d.slice(0, 3)}-${d.slice(3, 7)}-${d.slice(7)}`,
  (d) => `(${d.slice(0, 3)}) ${d.slice(3)}`,
  (d) => `sip:${d}@pbx.example;user=phone`,
  (d) => `"某市民" <sip:${d}@pbx.example:5061;transport=ws>;tag=1`,
  (d) => `tel:${d};phone-context=example`,
  (d) => d.replace('+', '%2B'),
  (d) => d.replace(/\d/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
];

describe('normaliseNumber', () => {
  it.each([
    ['19900000123', '+8619900000123', '199 0000 0123', 'mobile'],
    ['019900000123', '+8619900000123', '199 0000 0123', 'mobile'],
    ['919900000123', '+8619900000123', '199 0000 0123', 'mobile'],
    ['10000000123', '+8610000000123', '100 0000 0123', 'mobile'],
    ['02700000456', '+862700000456', '027 0000 0456', 'landline'],
    ['00000456', '+862700000456', '027 0000 0456', 'landline'],
    ['000000456', '+862700000456', '027 0000 0456', 'landline'],
    ['902700000456', '+862700000456', '027 0000 0456', 'landline'],
    ['002700000456', '+862700000456', '027 0000 0456', 'landline'],
    ['01000000456', '+861000000456', '010 0000 0456', 'landline'],
    ['07110000456', '+867110000456', '0711 000 0456', 'landline'],
    ['110', '110', '110', 'service'],
    ['119', '119', '119', 'service'],
    ['120', '120', '120', 'service'],
    ['122', '122', '122', 'service'],
    ['12345', '12345', '12345', 'service'],
    ['12319', '12319', '12319', 'service'],
    ['96510', '96510', '96510', 'service'],
    ['02796510', '96510', '96510', 'service'],
    ['+8696510', '96510', '96510', 'service'],
    ['095000', '95000', '95000', 'service'],
    ['4000000123', '4000000123', '400 000 0123', 'service'],
    ['04000000123', '4000000123', '400 000 0123', 'service'],
    ['+868000000123', '8000000123', '800 000 0123', 'service'],
    ['1003', '1003', '1003', 'extension'],
    ['8', '8', '8', 'extension'],
    ['+85200000123', '+85200000123', '+852 00000123', 'foreign'],
    ['+12025550123', '+12025550123', '+1 202 555 0123', 'foreign'],
    ['0012025550123', '+12025550123', '+1 202 555 0123', 'foreign'],
    ['123456', null, '123456', 'unknown'],
    ['*97', null, '*97', 'unknown'],
    ['\u202D19900000123\u202C', '+8619900000123', '199 0000 0123', 'mobile'],
    ['\u206819900000123\u2069', '+8619900000123', '199 0000 0123', 'mobile'],
    ['\u200E19900000123', '+8619900000123', '199 0000 0123', 'mobile'],
    ['19900000123\u200B', '+8619900000123', '199 0000 0123', 'mobile'],
    ['199\u00AD0000\u00AD0123', '+8619900000123', '199 0000 0123', 'mobile'],
    ['+86\uFE0D19900000123', '+8619900000123', '199 0000 0123', 'mobile'],
    ['１９９０００００１２３', '+8619900000123', '199 0000 0123', 'mobile'],
    ['（027）0000-0456', '+862700000456', '027 0000 0456', 'landline'],
    ['[027] 0000−0456', '+862700000456', '027 0000 0456', 'landline'],
    ['027-00000456-801', '+862700000456', '027 0000 0456', 'landline'],
    ['027-00000456转801', '+862700000456', '027 0000 0456', 'landline'],
    ['027 0000 0456 ext. 801', '+862700000456', '027 0000 0456', 'landline'],
    ['19900000123,,12', '+8619900000123', '199 0000 0123', 'mobile'],
    ['19900000123、19900000456', '+8619900000123', '199 0000 0123', 'mobile'],
    ['19900000123 19900000456', '+8619900000123', '199 0000 0123', 'mobile'],
    ['19900000123/19900000456', '+8619900000123', '199 0000 0123', 'mobile'],
    ['19900000123\n19900000456', '+8619900000123', '199 0000 0123', 'mobile'],
    ['199 0000 0123（某）', '+8619900000123', '199 0000 0123', 'mobile'],
    ['联系电话：19900000123', '+8619900000123', '199 0000 0123', 'mobile'],
    ['trunk19900000123', null, 'trunk19900000123', 'unknown'],
    ['#31#19900000123', null, '#31#19900000123', 'unknown'],
    ['示例路12345号', null, '示例路12345号', 'unknown'],
    ['99999999999999999', null, '99999999999999999', 'unknown'],
    ['某单位', null, '某单位', 'unknown'],
  ] as const)('reads %s', (raw, key, display, kind) => {
    expect(normaliseNumber(raw)).toEqual({ raw, key, display, kind });
  });

  it.each([
    'anonymous',
    'Anonymous',
    'unavailable',
    'unknown',
    'Restricted',
    'withheld',
    'private',
    '',
    ' ',
    '0',
    '0000',
    '+',
    '-',
    'sip:anonymous@anonymous.invalid',
    '"Anonymous" <sip:anonymous@anonymous.invalid>',
    '匿名',
    'No Number',
  ])('takes "%s" as a withheld number', (raw) => {
    expect(normaliseNumber(raw)).toEqual({ raw, key: null, display: '匿名', kind: 'anonymous' });
  });

  it('gives one key to all spellings of a mobile number', () => {
    const prefixes = ['', '0', '86', '+86', '0086', '+860', '9', '086'];
    fc.assert(
      fc.property(
        mobileNumber,
        fc.constantFrom(...prefixes),
        fc.constantFrom(...dressings),
        (number, prefix, dress) => {
          const read = normaliseNumber(dress(prefix + number));
          expect([read.key, read.kind]).toEqual([`+86${number}`, 'mobile']);
        },
      ),
    );
  });

  it('gives one key to all spellings of a landline of the own area', () => {
    const prefixes = [
      '',
      '0',
      '027',
      '27',
      '8627',
      '+8627',
      '008627',
      '+86027',
      '0027',
      '9027',
      '08627',
    ];
    fc.assert(
      fc.property(
        localNumber,
        fc.constantFrom(...prefixes),
        fc.constantFrom(...dressings),
        (number, prefix, dress) => {
          const read = normaliseNumber(dress(prefix + number));
          expect([read.key, read.kind]).toEqual([`+8627${number}`, 'landline']);
        },
      ),
    );
  });

  it('puts local numbers into the area that the office is in', () => {
    expect(normaliseNumber('0000456', '0711').key).toBe('+867110000456');
    expect(normaliseNumber('00000456', '010').key).toBe('+861000000456');
  });

  it('keeps key and kind when its own key or display is read again', () => {
    const spellings = fc.oneof(
      mobileNumber,
      localNumber,
      fc.constantFrom(
        '110',
        '96510',
        '4000000123',
        '1003',
        '+12025550123',
        'anonymous',
        '+442079460123',
      ),
      fc.stringMatching(/^[0+]?[0-9]{1,14}$/),
    );
    fc.assert(
      fc.property(spellings, (raw) => {
        const { key, kind, display } = normaliseNumber(raw);
        expect(normaliseNumber(display)).toMatchObject({ key, kind });
        expect(normaliseNumber(key ?? display)).toMatchObject({ key, kind });
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws and always fits the boundary, whatever a PBX sends', () => {
    fc.assert(
      fc.property(fc.oneof(anyUnits, fc.string()), (raw) => {
        expect(callerNumberSchema.safeParse(normaliseNumber(raw)).success).toBe(true);
      }),
    );
  });
});

describe('readNumberSearch', () => {
  it.each([
    ['19900000123', '+8619900000123', '19900000123'],
    ['199 0000 0123', '+8619900000123', '19900000123'],
    ['+86 199-0000-0123', '+8619900000123', '19900000123'],
    ['１９９０００００１２３', '+8619900000123', '19900000123'],
    ['（027）00000456', '+862700000456', '2700000456'],
    ['027-00000456-801', '+862700000456', '2700000456'],
    ['\u202D02700000456\u202C', '+862700000456', '2700000456'],
    ['027 0000', null, '270000'],
    ['+86 199', null, '199'],
    ['0123', '0123', '0123'],
  ] as const)('%j is looked for as %s or by %s', (text, key, national) => {
    expect(readNumberSearch(text)).toMatchObject({ key, national });
  });

  it.each(['停水', 'SW20260612-0147', '12', 'K-0201', '示例路12345号', ''])(
    '%j is a word',
    (text) => {
      expect(readNumberSearch(text)).toBeNull();
    },
  );
});
