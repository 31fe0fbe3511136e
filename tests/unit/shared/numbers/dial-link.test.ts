import { describe, expect, it } from 'vitest';
import { numberOfDialLink } from '../../../../src/shared/numbers/dial-link.ts';

describe('dial links', () => {
  it.each([
    ['tel:19900000123', '19900000123'],
    ['tel:+86-199-0000-0123', '+8619900000123'],
    ['TEL:(027) 0000.0123', '02700000123'],
    ['tel:%2B8619900000123', '+8619900000123'],
    ['tel:8273;phone-context=example.com', '8273'],
    ['tel://19900000123', '19900000123'],
    ['sip:19900000123@pbx.example', '19900000123'],
    ['sip:1002:secret@pbx.example;transport=ws?subject=x', '1002'],
    ['sips:+8619900000123@pbx.example', '+8619900000123'],
    ['sip:*45%23@pbx.example', '*45#'],
    ['tel:19900000123p801', '19900000123'],
    ['tel:19900000123,801', '19900000123'],
    [
      'tel:%EF%BC%91%EF%BC%99%EF%BC%99%EF%BC%90%EF%BC%90%EF%BC%90%EF%BC%90%EF%BC%90123',
      '19900000123',
    ],
    ['tel:027%E2%80%920000%E2%80%920456', '02700000456'],
    ['tel:%E2%80%AD19900000123%E2%80%AC', '19900000123'],
    ['tel:19900000123%23', '19900000123'],
  ])('reads %s', (link, number) => {
    expect(numberOfDialLink(link)).toBe(number);
  });

  it.each([
    '',
    'tel:',
    'sip:pbx.example',
    'sip:agent@pbx.example',
    'http://19900000123',
    'tel:199%E0%A4%A0000',
    'tel:1990000012319900000123199000001231',
    'tel:199\u0000123',
    'javascript:alert(1)',
  ])('finds no number in %j', (link) => {
    expect(numberOfDialLink(link)).toBeNull();
  });
});
