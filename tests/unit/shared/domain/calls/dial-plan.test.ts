import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DialPlan } from '../../../../../src/shared/domain/phone/call-settings.ts';
import { isEmergencyNumber, planNumber } from '../../../../../src/shared/domain/calls/dial-plan.ts';

const plan: DialPlan = {
  outsidePrefix: '9',
  internalDigits: 4,
  forbiddenPrefixes: ['00', '17911', '+852'],
  emergencyNumbers: ['110', '119', '120', '122'],
};

const digits = (min: number, max: number) =>
  fc
    .array(fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), {
      minLength: min,
      maxLength: max,
    })
    .map((all) => all.join(''));
const separators = fc.constantFrom('', ' ', '-', '(', ')', '.', '\u00a0');
/** The same digits as people write them. */
const written = (number: string) =>
  fc
    .array(separators, { minLength: number.length, maxLength: number.length })
    .map((gaps) => [...number].map((digit, index) => (gaps[index] ?? '') + digit).join(''));
const plans = fc.record({
  outsidePrefix: fc.constantFrom('', '0', '9', '99'),
  internalDigits: fc.integer({ min: 2, max: 5 }),
  forbiddenPrefixes: fc.array(digits(1, 5), { maxLength: 4 }),
  emergencyNumbers: fc.constant(plan.emergencyNumbers),
});
const stringOf = (number: string, of: DialPlan = plan) => {
  const planned = planNumber(of, number);
  return planned.kind === 'dial' ? planned.dialString : 'forbidden';
};

describe('the dial plan', () => {
  it.each([
    ['1002', '1002'],
    ['*51', '*51'],
    ['027 0000 0123', '902700000123'],
    ['(027) 0000-0123', '902700000123'],
    ['９０２７ 0000 0123', '902700000123'],
    ['9 027 0000 0123', '902700000123'],
    ['19900000123', '919900000123'],
    ['9 199 0000 0123', '919900000123'],
    ['+86 199 0000 0123', '919900000123'],
    ['+86 27 0000 0123', '902700000123'],
    ['+86 27 6000 0123', '902760000123'],
    ['+86 10 6000 0123', '901060000123'],
    ['+86 400 000 0123', '94000000123'],
    ['96510', '996510'],
    ['12345', '912345'],
    ['0019', '0019'],
    ['001202', 'forbidden'],
    ['+1 202 000 0000', 'forbidden'],
    ['9 00 1 202', 'forbidden'],
    ['9+1 202', 'forbidden'],
    ['+852 2000 0000', 'forbidden'],
    ['17911 027', 'forbidden'],
    ['917911027', 'forbidden'],
    ['17951 00 1 202 000 0000', 'forbidden'],
    ['9 17951 00 1 202 000 0000', 'forbidden'],
    ['12593 +852 2000 0000', 'forbidden'],
    ['*31#00 1 202 000 0000', 'forbidden'],
    ['#31#17951 00 1 202 000 0000', 'forbidden'],
    ['*67 9 00 1 202 000 0000', 'forbidden'],
    ['*31#199 0000 0123', '*31#19900000123'],
    ['17951 199 0000 0123', '91795119900000123'],
    ['*67 110', '9110'],
  ])('makes of %s: %s', (number, dialString) => {
    expect(stringOf(number)).toBe(dialString);
  });

  it('never blocks an emergency number, however it is written and whatever is forbidden', () => {
    const form = fc.tuple(plans, fc.constantFrom(...plan.emergencyNumbers)).chain(([one, number]) =>
      fc.record({
        plan: fc.constant(one),
        number: fc.constant(number),
        text: fc
          .constantFrom('', one.outsidePrefix, '+86', '0086', `${one.outsidePrefix}+86`)
          .chain((before) => written(before + number)),
      }),
    );
    fc.assert(
      fc.property(form, (made) => {
        expect(stringOf(made.text, made.plan)).toBe(made.plan.outsidePrefix + made.number);
        expect(isEmergencyNumber(made.plan, made.text)).toBe(true);
      }),
    );
  });

  it('leaves extensions as they are', () => {
    fc.assert(
      fc.property(plans, digits(1, 5), (one, number) => {
        fc.pre(number.length <= one.internalDigits && !isEmergencyNumber(one, number));
        expect(stringOf(number, one)).toBe(number);
      }),
    );
  });

  it('lets nothing through that begins with a forbidden prefix, also behind the outside prefix', () => {
    fc.assert(
      fc.property(plans, digits(1, 5), digits(6, 10), (one, forbidden, rest) => {
        const strict = { ...one, forbiddenPrefixes: [...one.forbiddenPrefixes, forbidden] };
        const number = forbidden + rest;
        expect(stringOf(number, strict)).toBe('forbidden');
        expect(stringOf(strict.outsidePrefix + number, strict)).toBe('forbidden');
      }),
    );
  });

  it('forbids the same country when it is written with +', () => {
    fc.assert(
      fc.property(plans, digits(1, 3), digits(8, 10), (one, country, rest) => {
        fc.pre(!country.startsWith('86') && `${country}${rest}`.slice(0, 2) !== '86');
        const strict = { ...one, forbiddenPrefixes: [`00${country}`] };
        expect(stringOf(`+${country} ${rest}`, strict)).toBe('forbidden');
        expect(stringOf(`${one.outsidePrefix}+${country}${rest}`, strict)).toBe('forbidden');
      }),
    );
  });

  it('puts the outside prefix before every other number, and the grouping of digits changes nothing', () => {
    fc.assert(
      fc.property(
        plans.chain((one) =>
          digits(6, 12).chain((number) =>
            fc.record({
              plan: fc.constant(one),
              number: fc.constant(number),
              text: written(number),
            }),
          ),
        ),
        (made) => {
          const planned = stringOf(made.number, made.plan);
          expect(stringOf(made.text, made.plan)).toBe(planned);
          expect(planned === 'forbidden' || planned.startsWith(made.plan.outsidePrefix)).toBe(true);
        },
      ),
    );
  });
});
