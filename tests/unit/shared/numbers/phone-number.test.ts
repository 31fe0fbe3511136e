import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerNumberSchema } from '../../../../src/shared/contract/calls/schemas.ts';
import { normaliseNumber, readNumberSearch } from '../../../../src/shared/numbers/phone-number.ts';

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
    ['示例路12345号', null, '示例路12345号', 'unknown'],
    ['99999999999999999', null, '99999999999999999', 'unknown'],
    ['某单位', null, '某单位', 'unknown'],
  ] as const)('reads %s', (raw, key, display, kind) => {
    expect(normaliseNumber(raw)).toEqual({ raw, key, display, kind });
  });

  it.each([
    ['a carrier in front', '1795119900000123'],
    ['a carrier in front', '12593 199 0000 0123'],
    ['a carrier in front', '1790919900000123'],
    ['a carrier in front', '1180819900000123'],
    ['a carrier in front', '1258319900000123'],
    ['a carrier in front', '12583119900000123'],
    ['a carrier in front', '1019319900000123'],
    ['a carrier in front', '+861795119900000123'],
    ['a carrier in front', '91795119900000123'],
    ['a carrier in front', '01795119900000123'],
    ['a carrier in front', '17951+8619900000123'],
    ['a carrier in front', '17951-008619900000123'],
    ['shown or not', '*31#19900000123'],
    ['shown or not', '#31#19900000123'],
    ['shown or not', '#31#+8619900000123'],
    ['shown or not', '*6719900000123'],
    ['shown or not', '*67#199-0000-0123'],
    ['shown or not', 'sip:%2331%2319900000123@pbx.example'],
    ['shown or not, and a carrier', '*31#1795119900000123'],
    ['the end of dialling', '19900000123#'],
    ['an extension', '19900000123w801'],
    ['an extension', '19900000123,801'],
    ['an extension', '19900000123p801'],
    ['an extension', '19900000123P,801#'],
    ['an extension', '19900000123;801'],
    ['an extension', '19900000123;ext=801'],
    ['an extension', 'tel:+86-199-0000-0123;ext=801'],
    ['an extension', '19900000123转801'],
    ['an extension', '19900000123转分机801'],
    ['an extension', '19900000123（分机号：801）'],
    ['an extension', '19900000123(转801)'],
    ['an extension', '19900000123-801'],
    ['an extension', '19900000123－801'],
    ['an extension', '19900000123*801'],
    ['an extension', '19900000123×801'],
    ['an extension', '19900000123 extn. 801'],
    ['a spreadsheet', '19900000123.0'],
    ['a spreadsheet', '19900000123.00'],
    ['a spreadsheet', '1.9900000123E+10'],
    ['a spreadsheet', '1.9900000123e10'],
    ['a spreadsheet', '19,900,000,123'],
    ['a spreadsheet', '19,900,000,123.00'],
    ['a spreadsheet', "'19900000123"],
    ['a spreadsheet', '＇19900000123'],
    ['a spreadsheet', '‘19900000123’'],
    ['a spreadsheet', '="19900000123"'],
    ['a spreadsheet', '="\'19900000123"'],
    ['a spreadsheet', '\t19900000123\t'],
    ['a second number', '19900000123 / 027-00000456'],
    ['a second number', '19900000123;02700000456'],
    ['a second number', '199 0000 0123 027 0000 0456'],
    ['a second number', '19900000123或19900000456'],
    ['a date beside it', '2026-11-26 10:00 19900000123'],
    ['a date beside it', '19900000123（2026/11/26）'],
    ['an identity card beside it', '420106190001010123，19900000123'],
  ])('reads a mobile with %s: %s', (_, raw) => {
    expect(normaliseNumber(raw)).toMatchObject({ key: '+8619900000123', kind: 'mobile' });
  });

  it.each([
    ['1795102700000456', '+862700000456'],
    ['*31#02700000456', '+862700000456'],
    ['02700000456#', '+862700000456'],
    ['027-00000456w801', '+862700000456'],
    ['027-00000456-8', '+862700000456'],
    ['00000456.0', '+862700000456'],
    ['00000456-1', '+862700000456'],
    ['00000456/7', '+862700000456'],
    ['2700000456.0', '+862700000456'],
    ["'027-00000456", '+862700000456'],
    ['027-00000456/00000457', '+862700000456'],
    ['00000456/00000457', '+862700000456'],
    ['00000456（办公室）', '+862700000456'],
    ['办公室电话：00000456，9点后', '+862700000456'],
    ['027 0000 0456 199 0000 0123', '+862700000456'],
    ['0711-0000456-8', '+867110000456'],
    ['0711-0000456/7', '+867110000456'],
    ['1003.0', '1003'],
    ['110.0', '110'],
    ['="12345"', '12345'],
    ["'96510", '96510'],
    ['96510转1', '96510'],
    ['4000000123.0', '4000000123'],
    ['#31#+12025550123', '+12025550123'],
    ['17951 0012025550123', '+12025550123'],
  ])('reads %s as %s', (raw, key) => {
    expect(normaliseNumber(raw).key).toBe(key);
  });

  it.each([
    ['digits that a spreadsheet has lost', '1.99E+10'],
    ['digits that a spreadsheet has lost', '1.99E10'],
    ['digits that a spreadsheet has lost', '1.990000E+10'],
    ['digits that a spreadsheet has lost', '2.7E+09'],
    ['digits that a platform hides', '199****0123'],
    ['digits that a platform hides', '199xxxx0123'],
    ['a date', '2026-11-26'],
    ['a date', '2026/11/26'],
    ['a date', '2026.11.26'],
    ['a date', '11/26/2026'],
    ['a date', '2026年11月26日'],
    ['a date', '2026-11-26 10:00'],
    ['a date', '2026-11-26 10:00:00'],
    ['a date', '2026-11-26T10:00:00.000'],
    ['a date', '2026-11-26 10:00-12:00'],
    ['a date', '受理时间 20261126 10:00'],
    ['a date', '20261126 100000'],
    ['a date', '202611261000'],
    ['a date', '20261126100000'],
    ['a ticket number', '20261126-0147'],
    ['a ticket number', 'SW20261126-1003-002'],
    ['a ticket number', '工单号 2711260147'],
    ['a ticket number', '编号：2611260147'],
    ['a ticket number', '〔2026〕12345号'],
    ['an identity card', '420106190001010123'],
    ['an identity card', '42010619000101012X'],
    ['an identity card', '420106 19000101 0123'],
    ['an identity card', '身份证420106190001010123'],
    ['an account', '户号 0012345678'],
    ['an account', '水表号 12345678'],
    ['an account', '户号 12345678901'],
    ['an account', '12345678-1'],
    ['a bank card', '6222 0000 0000 0000 123'],
    ['an address of a machine', '10.0.0.5'],
    ['an address of a machine', '10.20.30.40'],
    ['a feature code', '*46'],
    ['a feature code', '*97#'],
    ['a feature code', '*31#'],
  ])('does not take %s for a telephone number: %s', (_, raw) => {
    expect(normaliseNumber(raw)).toMatchObject({ key: null, kind: 'unknown' });
  });

  it.each([
    'sip:10.0.0.5',
    'sip:pbx.example:5060',
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

  it.each([
    ['17900000000', 'mobile'],
    ['+8617911000000', 'mobile'],
    ['179 0886 0000', 'mobile'],
    ['11800000000', 'mobile'],
    ['9-11808600000', 'mobile'],
    ['电话17951010000', 'mobile'],
    ['+86 10 1930 0000', 'landline'],
    ['010-19308600', 'landline'],
  ])('takes "%s" as a whole number, not as a carrier in front of a few digits', (raw, kind) => {
    const read = normaliseNumber(raw);
    expect(read.kind).toBe(kind);
    expect(normaliseNumber(read.display)).toMatchObject({ key: read.key, kind });
    expect(normaliseNumber(read.key ?? '')).toMatchObject({ key: read.key, kind });
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
    ['="19900000123"', '+8619900000123', '19900000123'],
    ['19900000123.0', '+8619900000123', '19900000123'],
    ['17951 199 0000 0123', '+8619900000123', '19900000123'],
    ['027-00000456w801', '+862700000456', '2700000456'],
    ['2026-06-12', null, '20260612'],
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
