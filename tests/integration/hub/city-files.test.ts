import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { intakeOf } from '../../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../../src/shared/domain/tickets/ticket-action.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import {
  type CitySimulator,
  createCitySimulator,
} from '../../../src/training/city/city-simulator.ts';
import { readBack, sendWhole } from '../../support/attach-files.ts';
import { cityJson } from '../../support/city-mapping.ts';
import { assignIt, resultOfIt } from '../../support/course-ticket.ts';
import { type SignedInDesk, codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import { ofDepartment, testPassword, testSeed } from '../../support/hub-values.ts';
import { realFiles } from '../../support/real-files.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const start = Date.UTC(2026, 5, 12, 8);
const patience = { timeout: 20_000, interval: 50 };
const marker = 'PLACE-30.5928-114.3055';
const png = realFiles['image/png'];
const length = Buffer.alloc(4);
length.writeUInt32BE(marker.length);
/** A picture with a place in it. */
const photo = Buffer.concat([
  png.subarray(0, 33),
  length,
  Buffer.from(`tEXt${marker}`),
  Buffer.alloc(4),
  png.subarray(33),
]);

describe('files between a hub and a city platform', () => {
  let hub: RunningHub;
  let city: CitySimulator;
  let agent: SignedInDesk;
  let lead: SignedInDesk;
  beforeEach(async () => {
    city = await createCitySimulator({ logger: silentLogger, now: () => start });
    const seed = testSeed([ofDepartment(), ofDepartment('5002', 'group.water')]);
    hub = await startTestHub(seed, (dataFolder) =>
      writeFileSync(join(dataFolder, 'city.json'), cityJson(city, 1)),
    );
    agent = await signInAt(hub.url(), '1001');
    lead = await signInAt(hub.url(), '2001');
  });
  afterEach(async () => {
    await hub.stop();
    await city.close();
  });

  const departmentAt = async (workNo: string) => {
    const credentials = { workNo, password: testPassword, deskId: randomUUID() };
    const session = await hubClient(hub.url()).auth.signIn({ ...credentials, page: 'department' });
    return hubClient(hub.url(), session.accessToken);
  };
  const ticketOf = async (cityNo: string): Promise<Ticket> => {
    const { changes } = await lead.client.changes.pull({ since: 0, limit: 1000 });
    const all = changes.flatMap((change) => (change.entity === 'ticket' ? [change.body] : []));
    const found = all.findLast(({ work }) => work?.city?.cityNo === cityNo);
    if (!found) throw new Error('not there yet');
    return found;
  };
  const until = (cityNo: string, of: (ticket: Ticket) => void) =>
    vi.waitFor(async () => {
      const ticket = await ticketOf(cityNo);
      of(ticket);
      return ticket;
    }, patience);
  const take = async (who: SignedInDesk, cityNo: string, action: TicketAction) => {
    hub.clock.advance(1000);
    const { ticketId, ticketNo, revision, ...rest } = await ticketOf(cityNo);
    const base = { revision, intake: intakeOf(rest) };
    const command = { kind: 'ticket', at: hub.clock.now(), ticketId, ticketNo, base } as const;
    return who.client.commands.submit({
      commandId: randomUUID(),
      command: { ...command, call: null, action },
    });
  };
  const accepted = { kind: 'accepted' };
  const query = { states: [], direction: null, ticketId: null, before: null, limit: 20 };

  it('come with a dispatch: at the desk, for its department, for no other, and encrypted where they lie', async () => {
    const cityNo = city.desk.dispatch({}, [
      { name: '现场.png', bytes: photo },
      { name: '远处', link: 'http://192.0.2.1/x.jpg' },
    ]);
    const ticket = await until(cityNo, ({ work }) => expect(work?.attachments).toHaveLength(1));
    const [file] = ticket.work?.attachments ?? [];
    expect(file).toMatchObject({ fileName: '现场.png', fromCity: true, byWorkNo: '' });
    const of = { ticketId: ticket.ticketId, attachmentId: file?.attachmentId ?? '' };
    expect((await readBack(agent.client.attachments, of)).equals(photo)).toBe(true);
    expect(await take(agent, cityNo, { kind: 'sign' })).toEqual(accepted);
    expect(await take(agent, cityNo, assignIt)).toEqual(accepted);
    const [ours, others] = [await departmentAt('5001'), await departmentAt('5002')];
    const seen = await ours.department.get({ ticketId: ticket.ticketId });
    expect(seen.attachments).toMatchObject([{ fromCity: true, isOwn: false }]);
    expect((await readBack(ours.attachments, of)).equals(photo)).toBe(true);
    expect(await codeOf(others.attachments.read({ ...of, at: 0 }))).toBe('attachment.notFound');
    for (const entry of await readdir(hub.dataFolder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      expect(bytes.includes(marker) || bytes.includes(photo.toString('base64').slice(20, 80))).toBe(
        false,
      );
    }
    // Nobody was asked for what the link names; who oversees is told that it was there.
    const { lines } = await lead.client.city.exchanges({ ...query, needsSomebody: true });
    expect(lines[0]?.files.map(({ state, detail }) => [state, detail])).toEqual([
      ['done', ''],
      ['refused', 'link http://192.0.2.1/x.jpg'],
    ]);
    const admin = await signInAt(hub.url(), '9001');
    const [told] = (await admin.client.city.exchanges(query)).lines;
    expect(told).toMatchObject({ raw: null, files: [] });
  });

  it('go with the result as they were chosen, cleaned; one that the city does not want holds up nothing', async () => {
    city.desk.refuseTypes(['application/pdf']);
    const cityNo = city.desk.dispatch();
    const { ticketId } = await until(cityNo, ({ state }) => expect(state).toBe('awaitingSignIn'));
    expect(await take(agent, cityNo, { kind: 'sign' })).toEqual(accepted);
    expect(await take(agent, cityNo, assignIt)).toEqual(accepted);
    const department = await departmentAt('5001');
    const doing = async (action: Parameters<typeof department.department.act>[0]['action']) => {
      hub.clock.advance(1000);
      const { revision } = await department.department.get({ ticketId });
      const asked = { commandId: randomUUID(), ticketId, revision, action };
      expect(await department.department.act(asked)).toEqual(accepted);
    };
    await doing({ kind: 'departmentSign' });
    const send = (name: string, bytes: Buffer) =>
      sendWhole(department.attachments, ticketId, { bytes, name });
    const [shot, paper] = [
      await send('疏通后.png', photo),
      await send('派工单.pdf', realFiles['application/pdf']),
    ];
    const attach = { kind: 'attach', forWhat: 'evidence', isForDepartment: false } as const;
    await doing({ ...attach, files: [shot, paper] });
    await doing(resultOfIt);
    expect(await take(agent, cityNo, { kind: 'auditPass' })).toEqual(accepted);
    const call = { kind: 'callback', contact: 'reached', note: '' } as const;
    expect(await take(agent, cityNo, { ...call, solved: 'solved', satisfaction: 5 })).toEqual(
      accepted,
    );
    const reply = { kind: 'reply', text: '已疏通', channel: 'city' } as const;
    // One of another ticket is none.
    expect(await take(agent, cityNo, { ...reply, cityFiles: [randomUUID()] })).toMatchObject({
      kind: 'refused',
      code: 'attachment.notFound',
    });
    const cityFiles = [shot.attachmentId, paper.attachmentId];
    expect(await take(agent, cityNo, { ...reply, cityFiles })).toEqual(accepted);
    await vi.waitFor(() => expect(city.desk.files()).toHaveLength(1), patience);
    expect(city.desk.files()[0]).toMatchObject({ cityNo, name: '疏通后.png' });
    expect(city.desk.files()[0]?.bytes.equals(png)).toBe(true);
    const told = await until(cityNo, ({ course }) =>
      expect(course.at(-1)?.note).toContain('派工单.pdf（对方答复“HTTP 415'),
    );
    expect(told.state).toBe('submittedToCity');
    // The original is what it was.
    const of = { ticketId, attachmentId: shot.attachmentId };
    expect((await readBack(agent.client.attachments, of)).equals(photo)).toBe(true);
    const { lines } = await lead.client.city.exchanges({ ...query, needsSomebody: true });
    expect(lines).toMatchObject([{ kind: 'resultSubmitted', state: 'done' }]);
    city.desk.refuseTypes([]);
    await lead.client.city.sendAgain({ exchangeId: lines[0]?.exchangeId ?? '' });
    await vi.waitFor(() => expect(city.desk.files()).toHaveLength(2), patience);
    expect(city.desk.reports().filter(({ REPORT_TYPE }) => REPORT_TYPE === 'JG')).toHaveLength(1);
  });

  it('of a confidential dispatch are the desk’s alone, and for those who may read it', async () => {
    const cityNo = city.desk.dispatch({ IS_SECRET: '1', CALLER_TYPE: 'JB' }, [
      { name: '举报.png', bytes: photo },
    ]);
    const ticket = await until(cityNo, ({ work }) => expect(work?.attachments).toHaveLength(1));
    expect(ticket.work?.attachments?.[0]).not.toHaveProperty('isForDepartment');
    expect(await take(lead, cityNo, { kind: 'sign' })).toEqual(accepted);
    expect(await take(lead, cityNo, assignIt)).toEqual(accepted);
    const of = {
      ticketId: ticket.ticketId,
      attachmentId: ticket.work?.attachments?.[0]?.attachmentId ?? '',
      at: 0,
    };
    const department = await departmentAt('5001');
    const seen = await department.department.get({ ticketId: ticket.ticketId });
    expect(seen.attachments).toEqual([]);
    expect(await codeOf(department.attachments.read(of))).toBe('attachment.notFound');
    const stranger = await signInAt(hub.url(), '1002');
    expect(await codeOf(stranger.client.attachments.read(of))).toBe('attachment.notFound');
    expect((await lead.client.attachments.read(of)).nextByte).toBeNull();
  });
});
