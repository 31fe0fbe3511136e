import { describe, expect, it } from 'vitest';
import {
  isDay,
  readDigits,
  readDigitsInText,
} from '../../../../src/shared/numbers/number-digits.ts';

const key = (digits: string, area = '27') => readDigits(digits, area)?.key ?? null;
const inText = (digits: string, isToldByPlace = false, area = '27') =>
  readDigitsInText({ digits, isToldByPlace }, area)?.key ?? null;

describe('digits alone', () => {
  it.each([
    // A mobile has eleven digits from 1, behind one trunk 0 at most.
    ['19900000123', '+8619900000123'],
    ['019900000123', '+8619900000123'],
    ['0199000001234', null],
    ['1990000012', null],
    // Two-digit area codes have eight digits behind them, three-digit ones seven or eight.
    ['01060000123', '+861060000123'],
    ['1060000123', '+861060000123'],
    ['2760000123', '+862760000123'],
    ['02660000123', null],
    ['0276000012', null],
    ['027600001234', null],
    ['07116000123', '+867116000123'],
    ['071160000123', '+8671160000123'],
    ['7116000123', null],
    ['0711600012', null],
    ['x2760000123', null],
    ['2760000123x', null],
    // Behind one outside digit, and only a whole number.
    ['902760000123', '+862760000123'],
    ['9019900000123', '+8619900000123'],
    ['919900000123', '+8619900000123'],
    ['819900000123', null],
    ['9027600001234', null],
    ['90276000012', null],
    ['9071160000123', '+8671160000123'],
    // Behind the country code, with a trunk 0 that does not belong there.
    ['8619900000123', '+8619900000123'],
    ['08619900000123', '+8619900000123'],
    ['00862760000123', '+862760000123'],
    ['+8602760000123', '+862760000123'],
    ['18619900000123', null],
    ['186019900000123', null],
    // Of the own area.
    ['60000123', '+862760000123'],
    ['060000123', '+862760000123'],
    ['0060000123', null],
    ['10000123', null],
    ['90000123', null],
    ['6000012', null],
    ['600001234', null],
    // Services, also behind the own area code and a trunk 0.
    ['96510', '96510'],
    ['096510', '96510'],
    ['02796510', '96510'],
    ['027110', '110'],
    ['0274000000123', null],
    ['9512345', '9512345'],
    ['400000012', null],
    ['40000001234', null],
    // Five digits are an extension, six are nothing.
    ['60000', '60000'],
    ['600001', null],
    ['', null],
  ])('%s', (digits, expected) => {
    expect(key(digits)).toBe(expected);
  });

  it('of an area with a three-digit code have seven or eight digits', () => {
    expect(key('6000123', '711')).toBe('+867116000123');
    expect(key('60000123', '711')).toBe('+8671160000123');
    expect(key('060000123', '711')).toBeNull();
    expect(key('600012', '711')).toBeNull();
    expect(key('1000123', '711')).toBeNull();
    expect(key('600001234', '711')).toBeNull();
  });

  it('have at most 32 of them', () => {
    expect(readDigits('1'.repeat(33), '27')).toBeNull();
    expect(readDigits(`19900000123${'x'}`, '27')).toBeNull();
    expect(readDigits('+', '27')).toBeNull();
  });

  it('are grouped as people read them', () => {
    const display = (digits: string, area = '27') => readDigits(digits, area)?.display;
    expect(display('19900000123')).toBe('199 0000 0123');
    expect(display('02760000123')).toBe('027 6000 0123');
    expect(display('07116000123')).toBe('0711 600 0123');
    expect(display('4000000123')).toBe('400 000 0123');
    expect(display('9512345')).toBe('9512345');
  });

  it('behind a service code are a number, never an extension', () => {
    expect(key('1795119900000123')).toBe('+8619900000123');
    expect(key('#31#19900000123')).toBe('+8619900000123');
    expect(readDigits('#31#801', '27')).toBeNull();
    expect(readDigits('#31#x19900000123', '27')).toBeNull();
    expect(readDigits('#31#19900000123x', '27')).toBeNull();
    expect(readDigits(`#31#${'1'.repeat(33)}`, '27')).toBeNull();
  });
});

describe('a day', () => {
  it.each(['20261126', '19991231', '20260101', '20260930', '20261010', '20260731', '20260229'])(
    '%s can be one',
    (digits) => expect(isDay(digits)).toBe(true),
  );

  it.each([
    ...['18991231', '21000101', '20261326', '20260026', '20261100', '20261132', '20261139'],
    ...['2026112', '202611261', '120261126', '20261040'],
  ])('%s cannot', (digits) => expect(isDay(digits)).toBe(false));
});

describe('digits in a text', () => {
  it.each([
    ['19900000123', '+8619900000123'],
    ['019900000123', '+8619900000123'],
    ['10000000123', '+8610000000123'],
    ['12000000123', null],
    ['02760000123', '+862760000123'],
    ['071160000123', '+8671160000123'],
    ['4000000123', '4000000123'],
    ['8000000123', '8000000123'],
    ['+12025550123', '+12025550123'],
    ['8619900000123', '+8619900000123'],
    ['008619900000123', '+8619900000123'],
    ['919900000123', null],
    ['902760000123', null],
    ['0902760000123', null],
    ['3000000123', null],
    ['2760000123', null],
    ['96510', null],
    ['110', null],
    ['1003', null],
    ['60000123', null],
    ['1860000123', null],
  ])('count where they can be nothing but a whole number: %s', (digits, expected) => {
    expect(inText(digits)).toBe(expected);
  });

  it('of the own area count where their place says so, and no day does', () => {
    expect(inText('60000123', true)).toBe('+862760000123');
    expect(inText('20261126', true)).toBeNull();
    expect(inText('20261399', true)).toBe('+862720261399');
    expect(inText('801', true)).toBeNull();
    expect(inText('6000123', true, '711')).toBe('+867116000123');
  });
});
