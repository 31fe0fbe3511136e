import { describe, expect, it } from 'vitest';
import { parseCallText } from '../../../../src/shared/node/parse-call-text.ts';

const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
const keys = (count: number) =>
  `{${Array.from({ length: count }, (_, at) => `"k${at}":1`).join(',')}}`;

describe('parseCallText', () => {
  it('reads what a desk sends at most: a call with 1000 tickets', () => {
    const call = { i: '1', p: { u: '/x', b: { json: { ticketIds: Array(1000).fill('id') } } } };
    expect(parseCallText(JSON.stringify(call))).toEqual(call);
  });
  it.each([
    ['no JSON', '{'],
    ['JSON in need of more stack than there is', nested(200_000)],
    ['JSON nested deeper than any call', nested(40)],
    ['more values than any call has', keys(20_000)],
    ['as many in one list', `[${'0,'.repeat(20_000)}0]`],
  ])('throws a SyntaxError for %s', (_, text) => {
    expect(() => parseCallText(text)).toThrow(SyntaxError);
  });
});
