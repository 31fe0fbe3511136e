import { describe, expect, test } from 'vitest';
import { targetsOf } from '../../../../../src/renderer/features/call-bar/transfer-targets.ts';
import type { Colleague } from '../../../../../src/shared/domain/agents/agent-view.ts';
import { colleagueKind } from '../../../../../src/shared/domain/seat/agent-face.ts';
import { defaultCallSettings } from '../../../../../src/shared/domain/phone/call-settings.ts';

const aColleague = (patch: Partial<Colleague> = {}): Colleague => ({
  workNo: '1002',
  displayName: '坐席二',
  isLead: false,
  state: 'ready',
  extension: '8002',
  reachable: true,
  ...patch,
});
const desk = {
  calling: { ...defaultCallSettings, partners: [{ name: '公安', number: '110' }] },
  colleagues: [
    aColleague({ state: 'break' }),
    aColleague({ workNo: '2001', displayName: '坐席九', isLead: true, extension: '8009' }),
  ],
  recent: ['199 0000 0123'],
};
const names = (typed: string) => {
  const { partners, colleagues, recent } = targetsOf(desk, typed, '班长');
  return [partners, colleagues, recent].map((group) => group.map(({ name }) => name));
};

describe('to whom a citizen may be handed', () => {
  test('partners first, then colleagues in one order whatever they do, then numbers dialled before', () => {
    expect(names('')).toEqual([['公安'], ['坐席二', '坐席九'], ['199****0123']]);
  });

  test('is found by name, extension, work number and the word for the lead', () => {
    expect(names('坐席')).toEqual([[], ['坐席二', '坐席九'], []]);
    expect(names('8009')).toEqual([[], ['坐席九'], []]);
    expect(names('1002')).toEqual([[], ['坐席二'], []]);
    expect(names('班长')).toEqual([[], ['坐席九'], []]);
    expect(names(' 公安 ')).toEqual([['公安'], [], []]);
  });

  test('is nobody of the house while the hub tells of none', () => {
    expect(targetsOf({ ...desk, colleagues: undefined }, '', '班长').colleagues).toEqual([]);
  });
});

test('a colleague is seen as ready only where the call can be taken at once', () => {
  expect(colleagueKind(aColleague())).toBe('ready');
  expect(colleagueKind(aColleague({ reachable: false }))).toBe('unproven');
  expect(colleagueKind(aColleague({ state: 'talking', reachable: false }))).toBe('connected');
  expect(colleagueKind(aColleague({ state: 'meal', reachable: false }))).toBe('meal');
});
