import { expect, it } from 'vitest';
import { ownerOf, standingOf } from '../../../../../src/hub/areas/calls/standing.ts';

/** `a!` = desk a says that it is its own; `a` = it has only named it. In the order of the first time. */
const claims = (text: string) =>
  text
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => ({ id: 'call', deskId: one.charAt(0), isFirm: one.endsWith('!') }));

it.each([
  ['', 'free'],
  ['a', 'free'],
  ['b', 'free'],
  ['b a', 'free'],
  ['a!', 'own'],
  ['a! b!', 'own'],
  ['b a!', 'own'],
  ['b!', 'others'],
  ['b! a', 'others'],
  ['a b!', 'free'],
  ['c a b!', 'free'],
  ['b! a!', 'disputed'],
  ['c b! a!', 'disputed'],
] as const)('where the desks have said %j, desk a has it as: %s', (said, standing) => {
  expect(standingOf(claims(said), 'a')).toBe(standing);
});

it('belongs to the first that says it is its own', () => {
  expect(ownerOf(claims('c b! a!'))?.deskId).toBe('b');
  expect(ownerOf(claims('c'))).toBeNull();
});
