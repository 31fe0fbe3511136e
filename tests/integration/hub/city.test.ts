import { writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../../src/hub/open-store.ts';
import type { TicketAction } from '../../../src/shared/domain/tickets/ticket-action.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { intakeOf } from '../../../src/shared/domain/tickets/intake-merge.ts';
import {
  type CitySimulator,
  createCitySimulator,
} from '../../../src/training/city/city-simulator.ts';
import { cityJson } from '../../support/city-mapping.ts';
import { type SignedInDesk, codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';
import { testSeed } from '../../support/hub-values.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const start = Date.UTC(2026, 5, 12, 8);

describe('a hub with a city platform', () => {
  let hub: RunningHub;
  let city: CitySimulator;
  let agent: SignedInDesk;
  let lead: SignedInDesk;
  beforeEach(async () => {
    let now = () => start;
    city = await createCitySimulator({ logger: silentLogger, now: () => now() });
    hub = await startTestHub(testSeed(), (dataFolder) =>
      writeFileSync(join(dataFolder, 'city.json'), cityJson(city, 1)),
    );
    now = () => hub.clock.now();
    agent = await signInAt(hub.url(), '1001');
    lead = await signInAt(hub.url(), '2001');
  });
  afterEach(async () => {
    await hub.stop();
    await city.close();
  });

  /** What a desk has: the tickets of the feed. */
  const copy = async (): Promise<readonly Ticket[]> => {
    // The port is another one after a restart.
    const desk = hubClient(hub.url(), agent.token);
    const { changes } = await desk.changes.pull({ since: 0, limit: 200 });
    return changes.flatMap((change) => (change.entity === 'ticket' ? [change.body] : []));
  };
  const ofCity = async (cityNo: string) =>
    (await copy()).find(({ work }) => work?.city?.cityNo === cityNo) ?? null;
  const untilIn = (cityNo: string, state: Ticket['state']) =>
    vi.waitFor(
      async () => {
        const ticket = await ofCity(cityNo);
        expect(ticket?.state).toBe(state);
        if (!ticket) throw new Error('unreachable');
        return ticket;
      },
      { timeout: 20_000, interval: 50 },
    );
  const take = async (who: SignedInDesk, ticket: Ticket, action: TicketAction) => {
    hub.clock.advance(1000);
    const { ticketId, ticketNo, revision } = ticket;
    const base = { revision, intake: intakeOf(ticket) };
    const command = { kind: 'ticket', at: hub.clock.now(), ticketId, ticketNo, base } as const;
    const answer = await who.client.commands.submit({
      commandId: randomUUID(),
      command: { ...command, call: null, action },
    });
    expect(answer).toEqual({ kind: 'accepted' });
    const changed = (await copy()).find((one) => one.ticketId === ticketId);
    if (!changed) throw new Error('the ticket is in the feed');
    return changed;
  };
  /** By the desk alone: no department is needed to show the way. */
  const answerIt = async (ticket: Ticket) => {
    const signed = await take(agent, ticket, { kind: 'sign' });
    const ours = await take(lead, signed, {
      kind: 'notAccept',
      ground: 'notWater',
      reason: '属城管职责',
      channelTold: '12345',
    });
    return take(lead, ours, { kind: 'reply', text: '已告知诉求人', channel: 'phone' });
  };
  /** Officers have no page to sign in at yet: one who has become one since. */
  const officerAt = async () => {
    const signedIn = await signInAt(hub.url(), '1002');
    const store = await openStore(join(hub.dataFolder, 'hub.db'));
    const user = await store.users.findByWorkNo('1002');
    if (user) await store.users.update({ ...user, role: 'officer' });
    await store.close();
    return signedIn;
  };
  const reported = (kinds: readonly string[]) =>
    vi.waitFor(
      () => expect(city.desk.reports().map(({ REPORT_TYPE }) => REPORT_TYPE)).toEqual(kinds),
      { timeout: 20_000, interval: 50 },
    );

  it('takes a dispatch to its end: onto a desk, signed, answered, confirmed', async () => {
    const cityNo = city.desk.dispatch();
    const ticket = await untilIn(cityNo, 'awaitingSignIn');
    expect(ticket).toMatchObject({ source: 'cityPlatform', ticketNo: 'SW20260612-0002' });
    expect((await answerIt(ticket)).state).toBe('submittedToCity');
    await reported(['QS', 'JG']);
    hub.clock.advance(1000);
    city.desk.act(cityNo, { kind: 'confirm' });
    const closed = await untilIn(cityNo, 'closed');
    expect(closed.course.at(-1)).toMatchObject({ act: 'cityConfirmed', byWorkNo: '' });
  });

  it('goes on while the city is away, and tells it everything once it is back', async () => {
    const cityNo = city.desk.dispatch();
    const ticket = await untilIn(cityNo, 'awaitingSignIn');
    city.fail('cut');
    await answerIt(ticket);
    await vi.waitFor(
      () => expect(hub.log.map(({ event }) => event)).toContain('city.unreachable'),
      {
        timeout: 20_000,
      },
    );
    // The hub goes and comes back meanwhile.
    await hub.restart();
    city.fail(null);
    hub.clock.advance(60_000);
    await reported(['QS', 'JG']);
  });

  it('lists what was said for who oversees, covers numbers for all but the lead, and tries again what was refused', async () => {
    const cityNo = city.desk.dispatch({ CALLER_PHONE: '199 0000 1234' });
    const ticket = await untilIn(cityNo, 'awaitingSignIn');
    city.fail(422);
    await take(agent, ticket, { kind: 'sign' });
    const query = { states: [], direction: null, ticketId: null, before: null, limit: 10 };
    const refused = await vi.waitFor(
      async () => {
        const { lines } = await lead.client.city.exchanges({ ...query, states: ['refused'] });
        expect(lines).toMatchObject([{ kind: 'signed', direction: 'out', cityNo }]);
        return lines[0]?.exchangeId ?? '';
      },
      { timeout: 20_000 },
    );
    city.fail(null);
    await lead.client.city.sendAgain({ exchangeId: refused });
    await reported(['QS']);
    const [, came] = (await lead.client.city.exchanges(query)).lines;
    expect(came?.raw).toContain('199 0000 1234');
    const officer = await officerAt();
    const [, covered] = (await officer.client.city.exchanges(query)).lines;
    expect(covered?.raw).toContain('199****1234');
    expect(covered?.raw).not.toContain('0000 1234');
    expect(covered?.raw).toContain('2026-06-12 16:00:00');
    const { lines: one, next } = await lead.client.city.exchanges({ ...query, limit: 1 });
    const rest = await lead.client.city.exchanges({ ...query, before: next });
    expect([...one, ...rest.lines]).toHaveLength(2);
    // Who administrates has the button too; this one has arrived meanwhile, so that it is not sent again.
    const admin = await signInAt(hub.url(), '9001');
    await admin.client.city.sendAgain({ exchangeId: refused });
    expect(await codeOf(agent.client.city.exchanges(query))).toBe('hub.forbidden');
    expect(await codeOf(agent.client.city.sendAgain({ exchangeId: refused }))).toBe(
      'hub.forbidden',
    );
    expect(await codeOf(lead.client.city.sendAgain({ exchangeId: randomUUID() }))).toBe(
      'input.invalid',
    );
    const audit = await lead.client.audit.list({
      from: null,
      to: null,
      workNo: null,
      deskId: null,
      subjectId: null,
      action: 'citySentAgain',
      before: null,
      limit: 10,
    });
    expect(audit.lines).toMatchObject([{ workNo: '2001', subjectId: refused }]);
  });

  it('says nothing of token or citizen in its log', async () => {
    const cityNo = city.desk.dispatch({ QUESTION_CODE: 'XX99', CALLER_PHONE: '19900001234' });
    city.desk.dispatch();
    city.fail(500);
    await vi.waitFor(
      () => expect(hub.log.map(({ event }) => event)).toContain('city.unreachable'),
      {
        timeout: 20_000,
      },
    );
    city.fail(null);
    await vi.waitFor(
      () => expect(hub.log.filter(({ event }) => event === 'city.received')).toHaveLength(2),
      { timeout: 20_000 },
    );
    const log = JSON.stringify(hub.log);
    for (const word of [city.token, '19900001234', cityNo]) expect(log).not.toContain(word);
  });

  it('works without the city when its configuration is wrong, and says what is', async () => {
    writeFileSync(join(hub.dataFolder, 'city.json'), '{"http":{}}');
    await hub.restart();
    const wrong = hub.log.find(({ event }) => event === 'city.configWrong');
    expect(String(wrong?.fields['reason'])).toContain('http.url');
    expect(await copy()).toHaveLength(1);
  });
});
