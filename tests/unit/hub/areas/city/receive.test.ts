import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { settleWaiting } from '../../../../../src/hub/areas/city/city-link.ts';
import { receiveCity, tryAgain } from '../../../../../src/hub/areas/city/receive.ts';
import {
  type CityBench,
  aCityMessage,
  aDispatch,
  enveloped,
  openCityBench,
} from '../../../../support/city-bench.ts';
import { assignIt, resultOfIt } from '../../../../support/course-ticket.ts';

describe('what the city sends', () => {
  let bench: CityBench;
  const changes = { notify: () => {}, onChange: () => {} };
  const settle = () => settleWaiting({ ...bench.deps, changes });
  beforeEach(async () => {
    bench = await openCityBench();
  });
  const reply = { kind: 'reply', text: '已疏通', channel: 'city' } as const;
  const call = { kind: 'callback', contact: 'reached', note: '' } as const;
  /** From the dispatch to what is handed to the city. */
  const submitted = async () => {
    await bench.receive(aDispatch());
    const { ticketId = '' } = (await bench.ticketBy()) ?? {};
    await bench.act(ticketId, 'agent', { kind: 'sign' });
    await bench.act(ticketId, 'agent', assignIt);
    await bench.act(ticketId, 'department', { kind: 'departmentSign' });
    await bench.act(ticketId, 'department', resultOfIt);
    await bench.act(ticketId, 'agent', { kind: 'auditPass' });
    await bench.act(ticketId, 'agent', { ...call, solved: 'solved', satisfaction: 4 });
    await bench.act(ticketId, 'agent', reply);
    return ticketId;
  };

  it('opens a ticket by a dispatch, numbered by the hub, with its row of the feed', async () => {
    const dispatch = aDispatch();
    const received = await bench.receive(dispatch);
    const ticket = await bench.ticketBy();
    expect(ticket).toMatchObject({ ticketNo: 'SW20260612-0001', state: 'awaitingSignIn' });
    expect(received).toEqual({ state: 'done', fault: null, changed: ticket?.ticketId });
    expect(await bench.store.feed.read(0, 9)).toMatchObject([{ entityId: ticket?.ticketId }]);
    expect(await bench.ledger()).toMatchObject([
      {
        kind: 'dispatch',
        state: 'done',
        messageId: dispatch.messageId,
        ticketId: ticket?.ticketId,
      },
    ]);
  });

  it('changes nothing twice, neither by the same message nor by the same city number', async () => {
    const dispatch = aDispatch();
    await bench.receive(dispatch);
    expect(await bench.receive(dispatch)).toBeNull();
    const again = await bench.receive({ ...dispatch, messageId: randomUUID() });
    expect(again).toMatchObject({ state: 'done', fault: { reason: 'known' }, changed: null });
    expect(await bench.store.feed.newestSeq()).toBe(1);
    expect((await bench.ticketBy())?.revision).toBe(1);
  });

  it('waits where it comes before its ticket, and is carried out with it', async () => {
    const early = aCityMessage({ kind: 'rework', reason: '请重办', dueAt: null });
    expect(await bench.receive(early)).toMatchObject({
      state: 'waiting',
      fault: { reason: 'noTicket' },
    });
    const ticketId = await submitted();
    await settle();
    expect(await bench.store.tickets.get(ticketId)).toMatchObject({
      state: 'assigned',
      work: { reworks: 1 },
    });
    expect((await bench.ledger('in')).map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('waits while its ticket is elsewhere, and says where it stands', async () => {
    await bench.receive(aDispatch());
    const waits = await bench.receive(aCityMessage({ kind: 'confirmed' }));
    expect(waits).toEqual({
      state: 'waiting',
      fault: { reason: 'notNow', detail: 'ticket.stepNotNow' },
      changed: null,
    });
    await settle();
    expect((await bench.ledger('in')).at(-1)).toMatchObject({ tries: 1 });
  });

  it('confirms, rejects and orders rework; the deadline of a rework is the city’s', async () => {
    const ticketId = await submitted();
    const dueAt = bench.clock.now() + 3_600_000;
    await bench.receive(aCityMessage({ kind: 'confirmed' }));
    expect((await bench.ticketBy())?.state).toBe('closed');
    await bench.receive(aCityMessage({ kind: 'rework', reason: '未解决', dueAt }));
    expect(await bench.store.tickets.get(ticketId)).toMatchObject({
      state: 'assigned',
      deadline: { dueAt, rule: '市级平台退回重办的时限' },
    });
    const acts = (await bench.ticketBy())?.course.map(({ act }) => act).filter(Boolean);
    expect(acts?.slice(-2)).toEqual(['cityConfirmed', 'cityRework']);
  });

  it('that the city has itself overtaken is refused', async () => {
    await submitted();
    const rework = aCityMessage({ kind: 'rework', reason: '未解决', dueAt: null });
    await bench.receive(aCityMessage({ kind: 'confirmed' }));
    expect(await bench.receive(rework)).toMatchObject({
      state: 'refused',
      fault: { reason: 'overtaken' },
    });
    expect((await bench.ticketBy())?.state).toBe('closed');
  });

  it('answers a return and an application', async () => {
    await bench.receive(aDispatch());
    const { ticketId = '' } = (await bench.ticketBy()) ?? {};
    await bench.act(ticketId, 'agent', {
      kind: 'askReturn',
      reason: '不属水务',
      suggestedOwner: '城管委',
    });
    await bench.act(ticketId, 'lead', { kind: 'sendReturn' });
    await bench.receive(aCityMessage({ kind: 'returnAnswered', agrees: false, words: '请办理' }));
    expect(await bench.ticketBy()).toMatchObject({
      state: 'screening',
      work: { returnLocked: true },
    });
    await bench.act(ticketId, 'agent', assignIt);
    const applicationId = randomUUID();
    await bench.act(ticketId, 'department', {
      kind: 'apply',
      applicationId,
      what: 'hardCase',
      reason: '管网改造',
      basis: '',
      newDueAt: null,
      suggestedOwner: '',
    });
    const judged = { applicationId, agrees: true, words: '' };
    await bench.act(ticketId, 'agent', { kind: 'judgeApplication', ...judged });
    await bench.act(ticketId, 'lead', { kind: 'confirmApplication', ...judged });
    await bench.receive(
      aCityMessage({ kind: 'applicationAnswered', ...judged, words: '同意', dueAt: null }),
    );
    expect(await bench.ticketBy()).toMatchObject({
      work: { applications: [{ state: 'answered', isGranted: true }] },
    });
    expect((await bench.outgoing()).map(({ kind }) => kind)).toEqual([
      'returnAsked',
      'applicationSubmitted',
    ]);
  });

  it('stays in the ledger when nobody can read it, and is taken in once its code is known', async () => {
    bench.city.unknown.add('drainage.blockage');
    expect(await receiveCity(bench.deps, { messageId: 'x', place: '', raw: '{}' })).toMatchObject({
      state: 'unreadable',
    });
    expect(await bench.receive(aDispatch())).toMatchObject({
      state: 'waiting',
      fault: { reason: 'unknownCode', detail: 'category drainage.blockage' },
    });
    expect(await bench.ticketBy()).toBeNull();
    bench.city.unknown.clear();
    const [, waiting] = await bench.ledger('in');
    await tryAgain(bench.deps, waiting?.exchangeId ?? '');
    expect(await bench.ticketBy()).toMatchObject({ state: 'awaitingSignIn' });
    expect(await tryAgain(bench.deps, waiting?.exchangeId ?? '')).toBeNull();
  });

  it('whose reading fails unexpectedly is kept as well, and stops nothing', async () => {
    const broken = { messageId: 'broken', place: '', raw: 'not even JSON' };
    expect(await receiveCity(bench.deps, broken)).toMatchObject({
      state: 'waiting',
      fault: { reason: 'internal' },
    });
    const [row] = await bench.ledger('in');
    expect(await tryAgain(bench.deps, row?.exchangeId ?? '')).toMatchObject({ state: 'waiting' });
    await receiveCity(bench.deps, enveloped(aDispatch()));
    expect(await bench.ticketBy()).not.toBeNull();
  });
});
