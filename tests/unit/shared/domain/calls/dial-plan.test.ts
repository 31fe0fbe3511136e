import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DialPlan } from '../../../../../src/shared/domain/phone/call-settings.ts';
import {
  emergencyTarget,
  isEmergencyNumber,
  planNumber,
} from '../../../../../src/shared/domain/calls/dial-plan.ts';

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

describe('a number behind the outside prefix', () => {
  const nine = { ...plan, forbiddenPrefixes: [] };

  it.each([
    ['9 2600 0123', '926000123'],
    ['9 8600 0123', '986000123'],
    ['9 400 000 0123', '94000000123'],
    ['9 800 000 0123', '98000000123'],
    ['9 +86 27 6000 0123', '902760000123'],
    ['9 +1 202 000 0000', '90012020000000'],
    ['9 130 0000 0123', '913000000123'],
  ])('is taken as that number: %s is dialled %s', (number, dialString) => {
    expect(stringOf(number, nine)).toBe(dialString);
  });

  it.each([
    ['9 12345 678', '9912345678'],
    ['9 1200 0000 123', '9912000000123'],
    ['9 26000', '9926000'],
    ['9 260001234', '99260001234'],
    ['9 1600 0123', '9916000123'],
    ['9 500 000 0123', '995000000123'],
    ['9 400 000 01234', '9940000001234'],
    ['9 4002', '994002'],
    ['9 19900000123 1', '99199000001231'],
    ['9 2a', '992a'],
    ['9 +a', '99+a'],
    ['9 0a', '990a'],
    ['9 2aaaaaaa', '992aaaaaaa'],
    ['9 400aaaaaaa', '99400aaaaaaa'],
    ['9 x27 6000 0123', '99x2760000123'],
  ])(
    'stays behind the prefix when it is no whole number: %s is dialled %s',
    (number, dialString) => {
      expect(stringOf(number, nine)).toBe(dialString);
    },
  );
});

describe('a number with the country’s code', () => {
  it.each([
    ['+86 10 6000 01234', '910600001234'],
    ['+86 27 6000 012345', '9276000012345'],
    ['+86 800 000 0123', '98000000123'],
    ['+86 400 000 01234', '9040000001234'],
    ['+86 900 0000 123', '909000000123'],
  ])('gets a zero only where an area’s number is meant: %s is dialled %s', (number, dialString) => {
    expect(stringOf(number, { ...plan, forbiddenPrefixes: [] })).toBe(dialString);
  });

  it('is an emergency number only where the code stands in front', () => {
    expect(isEmergencyNumber(plan, '1+86 10')).toBe(false);
    expect(isEmergencyNumber(plan, '0086 110')).toBe(true);
    expect(isEmergencyNumber({ ...plan, outsidePrefix: '' }, '110')).toBe(true);
    expect(isEmergencyNumber(plan, '1100086')).toBe(false);
  });
});

describe('an extension', () => {
  it('is made of digits and nothing else', () => {
    expect(stringOf('1a')).toBe('91a');
    expect(stringOf('a1')).toBe('9a1');
    expect(stringOf('1*')).toBe('91*');
  });
});

describe('the key of danger', () => {
  const police = { name: '110', number: '110' };
  const water = { name: '供水热线', number: '96510' };
  const fire = { name: '消防', number: '9-119' };

  it('brings in the first partner who is an emergency service', () => {
    expect(emergencyTarget({ partners: [water, fire], dialPlan: plan })).toBe(fire);
  });

  it('else the first number of the plan, and nobody where the plan has none', () => {
    expect(emergencyTarget({ partners: [water], dialPlan: plan })).toEqual(police);
    expect(
      emergencyTarget({ partners: [water], dialPlan: { ...plan, emergencyNumbers: [] } }),
    ).toBeNull();
  });
});
