import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import { eventsOf } from '../../../src/shared/contract/desk/desk-news.ts';
import { deskHostContract } from '../../../src/shared/contract/areas.ts';
import { phoneHostContract } from '../../../src/shared/contract/phone-host.ts';
import { paths } from '../../../src/shared/contract/http-paths.ts';
import { idlePhone } from '../../../src/shared/domain/phone/phone-state.ts';
import { emptyIntake } from '../../../src/shared/domain/tickets/ticket.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { aFullIntake } from '../../support/hub-values.ts';
import { aCallView, aSnapshot } from '../../support/host/phone-values.ts';
import { aSheetOrder } from '../../support/export-orders.ts';
import { aYear } from '../../support/calendar-years.ts';
import { knowledgeInputs } from '../../support/knowledge/inputs.ts';
import { callByName, proceduresOf } from '../../support/procedures.ts';

/**
 * Who may what at a desk, where pages are let in by the door and people by their sign-in. A procedure without a row fails
 * the first test. `in` = let in, whatever the answer then is.
 */
const everyone = ['nobody', 'admin', 'agent', 'lead'] as const;
type Who = (typeof everyone)[number];
type Row = Record<Who, string>;

const no = 'hub.forbidden';
const out = 'hub.sessionExpired';
const page: Row = { nobody: 'in', admin: 'in', agent: 'in', lead: 'in' };
const desks: Row = { nobody: out, admin: no, agent: 'in', lead: 'in' };
const auditors: Row = { nobody: out, admin: 'in', agent: no, lead: 'in' };
const admins: Row = { nobody: out, admin: 'in', agent: no, lead: no };
const leads: Row = { nobody: out, admin: no, agent: no, lead: 'in' };

const rights: Record<string, Row> = {
  info: page,
  // What it tells depends on who asks: see below.
  watch: page,
  'window.get': page,
  'window.set': page,
  'window.showLog': page,
  'session.signIn': page,
  'session.changePassword': { ...page, nobody: out },
  'session.signOut': page,
  'agent.signIn': desks,
  'agent.signOut': desks,
  'agent.change': desks,
  'agent.extend': desks,
  'agent.finish': desks,
  'agent.ask': desks,
  'agent.withdraw': desks,
  'agent.putAway': desks,
  'agent.answer': leads,
  'agent.force': leads,
  phone: desks,
  'tickets.get': desks,
  'tickets.list': desks,
  'tickets.newTicket': desks,
  'tickets.carryOut': desks,
  'tickets.preview': desks,
  'tickets.merge': desks,
  'tickets.undoClose': desks,
  'tickets.numberShown': desks,
  'tickets.printed': desks,
  'drafts.get': desks,
  'drafts.list': desks,
  'drafts.save': desks,
  'drafts.remove': desks,
  'knowledge.search': desks,
  'knowledge.suggest': desks,
  'knowledge.get': desks,
  'knowledge.drafts': desks,
  'knowledge.keepDraft': desks,
  'knowledge.dropDraft': desks,
  'knowledge.say': desks,
  'knowledge.missed': desks,
  'knowledge.due': desks,
  'knowledge.rules': desks,
  'knowledge.phrases': desks,
  'knowledge.judge': leads,
  'knowledge.propose': desks,
  'knowledge.decide': leads,
  'knowledge.proposals': desks,
  'knowledge.versions': desks,
  'knowledge.complaints': leads,
  'knowledge.settle': leads,
  'knowledge.putWords': leads,
  'knowledge.putJudged': leads,
  'knowledge.putPhrases': leads,
  'knowledge.judgedRuns': leads,
  'knowledge.mustRead': desks,
  'knowledge.markMustRead': leads,
  'knowledge.confirmRead': desks,
  'knowledge.readSheet': leads,
  'calls.list': desks,
  'calls.conclude': desks,
  'calls.ofTicket': desks,
  'calls.putMissedAway': desks,
  'recordings.heard': desks,
  'workspaces.putAside': desks,
  'workspaces.takeUp': desks,
  'problems.dismiss': desks,
  'admin.overview': admins,
  'admin.unlock': admins,
  'audit.list': auditors,
  'office.years': auditors,
  'office.putCalendarYear': auditors,
  'incidents.hints': desks,
  'incidents.history': desks,
  'incidents.board': desks,
  'incidents.merge': leads,
  'incidents.startStorm': leads,
  'incidents.endStorm': leads,
  'incidents.putPoints': leads,
  'incidents.say': leads,
  'incidents.list': leads,
  'exports.sheet': leads,
  'attachments.begin': desks,
  'attachments.put': desks,
  'attachments.read': desks,
  'exports.folder': leads,
  'exports.knowledge': leads,
};
/** The phone page is a program, not a person: it needs the lease; the account is in the orders of `attach`. */
const phoneRights: Record<string, 'page' | 'lease'> = {
  info: 'page',
  diagnose: 'lease',
  face: 'lease',
  attach: 'page',
  publish: 'lease',
  rehearse: 'page',
  levels: 'lease',
  commandDone: 'lease',
  'recordings.begin': 'lease',
  // What was recorded is closed also after the lease is gone.
  'recordings.finish': 'page',
  'recordings.report': 'page',
};

describe('who may what at a desk', () => {
  let desk: DeskWithHub;
  let ticketId = '';
  beforeAll(async () => {
    desk = await startDeskWithHub();
    await desk.signIn('1001');
    ({ ticketId } = await desk.desk().tickets.newTicket());
    await desk
      .desk()
      .drafts.save({ draftKey: ticketId, body: { ...emptyIntake, content: '未完' }, base: null });
  });
  afterAll(() => desk.stop());

  const become = async (who: Who) => {
    await desk.desk().session.signOut({ unguarded: true });
    if (who === 'nobody') return;
    const workNo = { admin: '9001', agent: '1002', lead: '2001' }[who];
    await desk.desk().session.signIn({ workNo, password: 'a test password' });
  };
  const outcome = async (call: Promise<unknown>): Promise<string> => {
    try {
      await call;
      return 'in';
    } catch (error) {
      const { code } = fromWireError(error);
      return [no, out, 'phone.leaseHeld'].includes(code) ? code : 'in';
    }
  };
  const inputs = (): Record<string, unknown> => {
    const command = {
      ticketId: randomUUID(),
      ticketNo: 'SW20260612-1002-001',
      base: null,
      call: null,
      action: { kind: 'edit', changes: emptyIntake },
    };
    const { categoryCode, district, address, content, requesterNumber } = emptyIntake;
    const typed = { ticketId: null, categoryCode, district, address, content, requesterNumber };
    const order = { act: 'merge', mainId: ticketId, otherIds: [randomUUID()], reason: 'x' };
    return {
      'window.set': { patch: {} },
      'session.signIn': { workNo: '7777', password: 'wrong' },
      'session.changePassword': { oldPassword: 'wrong', newPassword: 'a password of my own' },
      'agent.signOut': { unguarded: true },
      'agent.change': { to: 'break', reason: '', unguarded: true },
      'agent.extend': { reason: 'x' },
      'agent.ask': { to: 'break', reason: 'x' },
      'agent.answer': { workNo: '1001', grant: false },
      'agent.putAway': { toldId: 'x' },
      'agent.force': { workNo: '1001', to: 'break', reason: 'x', why: 'x' },
      phone: { kind: 'tryRinger' },
      'tickets.get': { ticketId },
      'tickets.list': { text: '', states: [], limit: 10, offset: 0 },
      'tickets.carryOut': { commandId: randomUUID(), command },
      'tickets.preview': { kind: 'merge', order },
      'tickets.merge': { commandId: randomUUID(), order },
      'tickets.undoClose': { ticketId },
      'tickets.numberShown': { ticketId },
      'tickets.printed': { ticketId },
      'drafts.get': { draftKey: ticketId },
      'drafts.save': { draftKey: randomUUID(), body: emptyIntake, base: null },
      'drafts.remove': { draftKey: randomUUID() },
      'knowledge.search': { text: '水', limit: 5 },
      'knowledge.get': { entryId: randomUUID() },
      'calls.conclude': { callId: randomUUID(), note: 'x' },
      'workspaces.putAside': { key: randomUUID(), reason: 'x' },
      'workspaces.takeUp': { key: randomUUID() },
      'calls.list': {
        from: null,
        to: null,
        agentWorkNo: null,
        direction: null,
        text: '',
        recordingStates: [],
        limit: 10,
        offset: 0,
      },
      'calls.ofTicket': { ticketId },
      'calls.putMissedAway': { callId: randomUUID(), reason: 'x' },
      'recordings.heard': { recordingId: randomUUID(), heardMs: 1, lengthMs: 2 },
      'problems.dismiss': { problemId: 'renumbered:x' },
      'admin.unlock': { workNo: '1004' },
      'office.putCalendarYear': { year: aYear(2027) },
      'incidents.hints': typed,
      'incidents.history': typed,
      'incidents.board': { stormId: null },
      'incidents.merge': {
        commandId: randomUUID(),
        mainId: randomUUID(),
        otherIds: [randomUUID()],
        reason: 'x',
      },
      'incidents.startStorm': { level: 'blue', reason: 'x' },
      'incidents.putPoints': { points: [] },
      'incidents.say': { incidentId: randomUUID(), text: 'x', seen: 0 },
      'incidents.list': { incidentId: randomUUID(), text: 'x', seen: 0 },
      'exports.sheet': aSheetOrder(),
      ...knowledgeInputs(),
      'knowledge.missed': { text: 'x' },
      'exports.knowledge': { format: 'xlsx', reason: '测试' },
      'exports.folder': { ticketId, reason: '测试' },
      'audit.list': {
        before: null,
        from: null,
        to: null,
        action: null,
        workNo: null,
        deskId: null,
        subjectId: null,
        limit: 10,
      },
      diagnose: { serverUrl: 'ws://127.0.0.1:1' },
      attach: { buildId: 'development', takeOver: false },
      publish: idlePhone,
      rehearse: idlePhone,
      levels: { callId: null, agent: 0, citizen: 0 },
      commandDone: { commandId: randomUUID(), error: null },
      'recordings.begin': { recordingId: randomUUID(), callId: randomUUID(), startedAt: 1 },
      'recordings.finish': { recordingId: randomUUID(), chunkCount: 0, durationMs: 0 },
      'recordings.report': {
        recordingId: randomUUID(),
        callId: randomUUID(),
        at: 1,
        kind: 'stopped',
        code: null,
      },
    };
  };

  it('has a row for each procedure of both contracts, and none too many', () => {
    expect(Object.keys(rights).toSorted()).toEqual(proceduresOf(deskHostContract).toSorted());
    expect(Object.keys(phoneRights).toSorted()).toEqual(proceduresOf(phoneHostContract).toSorted());
  });

  it.each(everyone)('lets %s call what the table says', async (who) => {
    await become(who);
    const found: Record<string, string> = {};
    const names = Object.keys(rights).filter((name) => name !== 'session.signOut');
    for (const name of names) {
      found[name] = await outcome(callByName(desk.desk(), name, inputs()[name]));
    }
    expect(found).toEqual(Object.fromEntries(names.map((name) => [name, rights[name]?.[who]])));
  });

  it('lets a page without the lease close recordings, and nothing else', async () => {
    await become('agent');
    const holder = await desk.phone();
    const orders = await holder.client.attach({ buildId: 'development', takeOver: true });
    await orders.next();
    const other = await desk.phone();
    for (const [name, needs] of Object.entries(phoneRights)) {
      const found = await outcome(callByName(other.client, name, inputs()[name]));
      expect([name, found]).toEqual([name, needs === 'page' ? 'in' : 'phone.leaseHeld']);
    }
    await orders.return?.();
  });

  it.each(['nobody', 'admin'] as const)(
    'gives %s no account, no pop and no number',
    async (who) => {
      await become(who);
      const phone = await desk.phone();
      const order = await callByName(phone.client, 'attach', inputs()['attach']);
      expect(order).toEqual({ kind: 'config', config: null });
      const event = await callByName(desk.desk(), 'watch', undefined);
      expect(event).toMatchObject({
        kind: 'state',
        state: { workspaces: [], missed: [], agent: null },
      });
      for (const path of [paths.audio(randomUUID()), paths.timeline(randomUUID())]) {
        const { status } = await desk.host().handleRequest(new Request(`http://desk${path}`));
        expect(status).toBe(who === 'nobody' ? 401 : 403);
      }
    },
  );

  it('tells the administrator of no ticket, although somebody worked at this PC', async () => {
    await become('agent');
    const { ticketId: mine, ticketNo } = await desk.desk().tickets.newTicket();
    const changes = { ...aFullIntake(), address: '江汉区演示路 71 号' };
    const command = { ticketId: mine, ticketNo, base: null, call: null };
    await desk.desk().tickets.carryOut({
      commandId: randomUUID(),
      command: { ...command, action: { kind: 'close', closeAs: 'directAnswer', changes } },
    });
    const { client } = await desk.phone();
    const orders = await client.attach({ buildId: 'development', takeOver: true });
    await orders.next();
    const call = aCallView({ rawNumber: '19900000171' });
    await client.publish(aSnapshot(call));
    await desk.watch().until('ring', ({ workspaces }) => workspaces.length > 0);
    await client.publish(aSnapshot({ ...call, state: 'ended', endedAt: 9, endReason: 'missed' }));
    await client.publish(aSnapshot());
    await desk.watch().until('missed', ({ missed }) => missed.length > 0);
    await orders.return?.();
    const heard: unknown[] = [];
    const stop = new AbortController();
    await become('admin');
    const events = await desk.desk().watch(undefined, { signal: stop.signal });
    // The audit names tickets by their ids, which tell nothing.
    const asked = Object.keys(rights).filter((one) => rights[one]?.admin === 'in');
    for (const name of asked) {
      if (/^(watch|session|window|audit)/.test(name)) continue;
      const answer = callByName(desk.desk(), name, inputs()[name]);
      heard.push(await answer.catch((error: unknown) => fromWireError(error).code));
    }
    // What changes while the administrator is here is heard as well.
    desk.setOnline(false);
    for await (const event of eventsOf(events)) {
      heard.push(event);
      if (event.kind === 'state' && event.state.sync.hub === 'offline') break;
    }
    desk.setOnline(true);
    stop.abort();
    const told = JSON.stringify(heard);
    for (const secret of ['19900000171', ticketNo, mine, '演示路', '未完', 'SW20260612'])
      expect(told).not.toContain(secret);
  });

  it('keeps the draft of one person from the next at the same desk', async () => {
    await become('agent');
    expect(await desk.desk().drafts.get({ draftKey: ticketId })).toBeNull();
    await desk
      .desk()
      .drafts.save({ draftKey: ticketId, body: { ...emptyIntake, content: '另一份' }, base: null });
    await desk.desk().drafts.remove({ draftKey: ticketId });
    await desk.desk().session.signOut({ unguarded: true });
    await desk.signIn('1001');
    const own = await desk.desk().drafts.get({ draftKey: ticketId });
    expect(own?.body.content).toBe('未完');
  });
});
