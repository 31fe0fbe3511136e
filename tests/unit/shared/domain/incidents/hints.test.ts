import { expect, it } from 'vitest';
import {
  type HintDraft,
  type HintIncident,
  type HintTicket,
  hintsFor,
} from '../../../../../src/shared/domain/incidents/hints.ts';
import { placeHistory } from '../../../../../src/shared/domain/incidents/place-history.ts';
import { shippedDepartments } from '../../../../../src/shared/domain/office/departments.ts';
import { noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 6, 1, 8);
const soundsOf = (text: string) => [text];
const draft: HintDraft = {
  ticketId: null,
  categoryCode: 'drainage.waterlogging',
  district: '江汉区',
  address: '解放大道12号',
  content: '',
  numberKey: '19900000101',
  at: now,
};
let made = 0;
const ticket = (changes: Partial<HintTicket> = {}): HintTicket => {
  made += 1;
  return {
    ticketId: `t${made}`,
    ticketNo: `SW20260701-${made}`,
    state: 'screening',
    categoryCode: 'drainage.waterlogging',
    district: '江汉区',
    address: '江汉区解放大道１２号附近',
    numberKey: `199000002${made}`,
    openedAt: now - hour,
    ...changes,
  };
};
const hints = (tickets: readonly HintTicket[], changes: Partial<HintDraft> = {}, points = []) =>
  hintsFor({ ...draft, ...changes }, { tickets, incidents: [], points }, { soundsOf });
const kinds = (found: ReturnType<typeof hints>) => found.map(({ kind }) => kind);

it('says why it is a repeat: the number, the place with the item, or both, open or closed', () => {
  const ofNumber = ticket({ numberKey: draft.numberKey, address: '中山路1号', state: 'closed' });
  expect(hints([ofNumber])[0]).toMatchObject({ kind: 'repeat', by: 'number', isOpen: false });
  expect(hints([ticket()])[0]).toMatchObject({ kind: 'repeat', by: 'place', isOpen: true });
  const both = ticket({ numberKey: draft.numberKey });
  expect(hints([ticket(), ofNumber, both])[0]).toMatchObject({
    by: 'both',
    ticketId: both.ticketId,
  });
});

it('knows no repeat of another matter at the place, of long ago, or of the ticket itself', () => {
  const own = ticket();
  expect(kinds(hints([ticket({ categoryCode: 'supply.leak' })]))).toEqual(['waterlogging']);
  expect(kinds(hints([ticket({ openedAt: now - 91 * 24 * hour })]))).toEqual(['waterlogging']);
  expect(kinds(hints([own], { ticketId: own.ticketId }))).toEqual(['waterlogging']);
  expect(kinds(hints([ticket()], { categoryCode: null }))).toEqual([]);
});

it('counts callers and not calls, in their hours', () => {
  const four = [ticket(), ticket(), ticket(), ticket()];
  expect(hints(four)[0]).toMatchObject({ kind: 'mass', callers: 5, hours: 24 });
  const sameCaller = four.map((one) => ({ ...one, numberKey: '1' }));
  expect(kinds(hints(sameCaller))).not.toContain('mass');
  expect(kinds(hints(four.map((one) => ({ ...one, openedAt: now - 25 * hour }))))).not.toContain(
    'mass',
  );
  // Who has called before is no fifth.
  expect(kinds(hints(four, { numberKey: four[0]?.numberKey ?? null }))).not.toContain('mass');
});

it('finds waterlogging in category and words, and not where it is denied', () => {
  const of = (content: string) => hints([], { categoryCode: null, content });
  expect(of('门口积水到膝盖')).toEqual([{ kind: 'waterlogging', by: 'words', words: '积水' }]);
  expect(of('现在没有积水了')).toEqual([]);
  expect(hints([])).toEqual([{ kind: 'waterlogging', by: 'category', words: '' }]);
});

it('names the incident of the point, by any word for it, or of the place', () => {
  const point = { pointId: 'p1', name: '竹叶山立交', district: null, aliases: ['竹叶山桥洞'] };
  const incident: HintIncident = {
    incidentId: 'i1',
    point: '竹叶山立交',
    pointId: 'p1',
    district: null,
    stormId: 's',
  };
  const found = (address: string, incidents = [incident]) =>
    hintsFor({ ...draft, address }, { tickets: [], incidents, points: [point] }, { soundsOf });
  expect(found('竹叶山桥洞附近')[0]).toMatchObject({
    kind: 'incident',
    by: 'point',
    incidentId: 'i1',
  });
  expect(found('竹叶山桥洞附近')[1]).toEqual({
    kind: 'waterlogging',
    by: 'point',
    words: '竹叶山立交',
  });
  const free = { ...incident, pointId: null, point: '解放大道12号' };
  expect(found('解放大道 12 号', [free])[0]).toMatchObject({ kind: 'incident', by: 'place' });
  expect(kinds(found('解放大道112号', [free]))).toEqual(['waterlogging']);
});

it('tells what happened before at the place with the item: who did it, who gave it back, whom to ask', () => {
  const back = (departmentId: string) => ({
    applicationId: 'a',
    state: 'explained' as const,
    at: 1,
    byWorkNo: '5001',
    departmentId,
    steps: [],
    what: 'return' as const,
    reason: '',
    basis: '',
    newDueAt: null,
    suggestedOwner: '',
  });
  const result = {
    departmentId: 'group.water',
    at: 1,
    byWorkNo: '5001',
    facts: '',
    cause: '',
    action: '',
    doneOn: '',
    internal: '',
    publicReply: '已疏通',
  };
  const before = [
    ticket({
      openedAt: now - 2 * hour,
      work: {
        ...noWork,
        applications: [back('bureau.jianghan'), back('bureau.jianghan')],
        results: [result],
      },
    }),
    ticket({
      openedAt: now - 9 * hour,
      work: { ...noWork, applications: [back('division.works')] },
    }),
    ticket({ address: '解放大道112号', work: { ...noWork, results: [result] } }),
  ];
  expect(placeHistory(draft, before, { soundsOf, departments: shippedDepartments })).toEqual({
    times: 2,
    lastNo: before[0]?.ticketNo,
    finishedBy: [{ departmentId: 'group.water', times: 1 }],
    returnedBy: [
      { departmentId: 'bureau.jianghan', times: 2 },
      { departmentId: 'division.works', times: 1 },
    ],
    suggestion: { departmentId: 'group.water', why: 'finished' },
  });
  expect(placeHistory(draft, [], { soundsOf, departments: shippedDepartments }).suggestion).toEqual(
    {
      departmentId: 'bureau.jianghan',
      why: 'usual',
    },
  );
});

it('takes no word of the short form for one of the caller’s', () => {
  const noCategory = { categoryCode: null };
  expect(hints([], { ...noCategory, content: '积水情况：路面湿滑' })).toEqual([]);
  const said = hints([], { ...noCategory, content: '积水情况：门口积水齐膝' });
  expect(said[0]).toMatchObject({ kind: 'waterlogging', by: 'words' });
});
