import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import { hubContract } from '../../../src/shared/contract/areas.ts';
import { contractHeader } from '../../../src/shared/contract/since.ts';
import {
  filter,
  marker,
  openNo,
  people,
  secretNo,
  secrets,
  startConfidentialHub,
} from '../../support/confidential-hub.ts';
import { hubClient, hubSocketClient } from '../../support/hub-client.ts';
import { aTicketSave } from '../../support/hub-values.ts';
import { callByName, proceduresOf } from '../../support/procedures.ts';

type Confidential = Awaited<ReturnType<typeof startConfidentialHub>>;

describe('a confidential ticket at the hub', () => {
  let hub: Confidential['hub'];
  let questions: Confidential['questions'];
  let tokens: Confidential['tokens'];
  let [ticketId, openly, callId, recordingId] = ['', '', '', ''];
  beforeAll(async () => {
    ({ hub, questions, tokens, ticketId, openly, callId, recordingId } =
      await startConfidentialHub());
  });
  afterAll(() => hub.stop());

  const clientOf = (who: string, contract?: number) =>
    hubClient(hub.url(), tokens.get(who) ?? null, contract);
  /** The answer, or what was said instead, as text. */
  const heard = async (call: Promise<unknown>): Promise<string> => {
    try {
      return JSON.stringify((await call) ?? null);
    } catch (error) {
      return JSON.stringify({ failed: fromWireError(error) });
    }
  };
  const bytes = async (who: string, path: string) => {
    const headers = { authorization: `Bearer ${tokens.get(who) ?? ''}` };
    const answer = await fetch(hub.url() + path, { headers });
    await answer.body?.cancel();
    return answer.status;
  };
  const openlyIsTold = (text: string) => text.includes(openNo);
  /** The other ticket of the same words is everybody's: its own rows are taken out of what is searched. */
  const withoutOpen = (text: string) => {
    const known: unknown = JSON.parse(text, (_, value: unknown) =>
      typeof value === 'object' && value !== null && Object.values(value).includes(openly)
        ? 'the open one'
        : value,
    );
    return JSON.stringify(known);
  };

  it('is asked for by every procedure that there is', () => {
    expect(Object.keys(questions()).toSorted()).toEqual(proceduresOf(hubContract).toSorted());
  });

  it.each(Object.entries(people))('tells %s what is for her or him', async (who, person) => {
    const told: string[] = [];
    for (const contract of [undefined, 2]) {
      for (const [name, inputs] of Object.entries(questions()))
        for (const input of inputs) {
          const answer = withoutOpen(await heard(callByName(clientOf(who, contract), name, input)));
          if (secrets.some((secret) => answer.includes(secret))) told.push(name);
        }
    }
    // That some answer holds it for those who may read it shows that it would be found.
    expect({ told: told.length > 0, by: person.reads ? [] : told }).toEqual({
      told: person.reads,
      by: [],
    });
  });

  it('is told of in the feed as gone, and to a desk of before as an empty row', async () => {
    const pull = async (who: string, contract?: number) => {
      const { changes } = await clientOf(who, contract).changes.pull({ since: 0, limit: 1000 });
      return changes.filter(({ body }) => 'ticketId' in body && body.ticketId === ticketId);
    };
    expect(await pull('another agent')).toMatchObject([{ entity: 'ticketGone' }]);
    expect(await pull('another agent', 2)).toMatchObject([
      { entity: 'ticket', body: { content: '', ticketNo: '', state: 'archived', course: [] } },
    ]);
    expect(await pull('the lead')).toMatchObject([
      { entity: 'ticket', body: { ticketNo: secretNo } },
    ]);
    const { changes } = await clientOf('another agent').changes.pull({ since: 0, limit: 1000 });
    expect(openlyIsTold(JSON.stringify(changes))).toBe(true);
  });

  it('is told of by `restricted` to whoever sits down at a desk', async () => {
    const of = async (who: string) => {
      const { changes, audience } = await clientOf(who).changes.restricted({ limit: 10 });
      return { audience, entities: changes.map(({ entity }) => entity) };
    };
    expect(await of('another agent')).toEqual({ audience: 'agent:1002', entities: ['ticketGone'] });
    expect(await of('the lead')).toEqual({ audience: 'lead:2001', entities: ['ticket'] });
    expect(await of('a lead complained about')).toMatchObject({ entities: ['ticketGone'] });
  });

  it('is watched by nobody for whom it is not', async () => {
    const told = async (who: string) => {
      const headers = {
        authorization: `Bearer ${tokens.get(who) ?? ''}`,
        [contractHeader]: '3',
      };
      const { client, close } = await hubSocketClient(hub.url(), headers);
      const watch = await client.changes.watch();
      await watch.next();
      const next = watch.next();
      const { commandId, command } = {
        commandId: randomUUID(),
        command: {
          ...aTicketSave(ticketId, { ticketNo: secretNo, base: null }),
          at: hub.clock.now(),
        },
      };
      const message = { kind: 'message', text: `${marker}新` } as const;
      await clientOf('the lead').commands.submit({
        commandId,
        command: { ...command, kind: 'ticket', base: null, call: null, action: message },
      });
      const { value } = await next;
      close();
      return JSON.stringify(value);
    };
    expect(await told('the lead')).toContain(marker);
    for (const who of ['another agent', 'a lead complained about']) {
      const news = await told(who);
      expect(news).toContain('ticketGone');
      expect(news).not.toContain(marker);
    }
  });

  it('is heard by those who may read it', async () => {
    const heardBy: Record<string, number> = {};
    for (const who of Object.keys(people))
      heardBy[who] = await bytes(who, `/recordings/${recordingId}/audio`);
    expect(heardBy).toEqual(
      Object.fromEntries(Object.keys(people).map((who) => [who, who === 'the lead' ? 200 : 403])),
    );
    expect(await bytes('a lead complained about', `/recordings/${recordingId}/timeline`)).toBe(403);
  });

  it('stands in the sheet of a lead, and not in that of the lead complained about', async () => {
    const sheetOf = async (who: string) => {
      const selection = {
        text: '',
        states: [],
        openedBy: null,
        dueBefore: null,
        categoryCode: null,
        district: null,
        kind: null,
        flag: null,
        openedFrom: null,
        openedTo: null,
        sort: { by: 'no', descending: false },
      } as const;
      const { exportId } = await clientOf(who).exports.sheet({
        selection,
        columns: ['ticketNo', 'content'],
        format: 'csv',
        shown: true,
        reason: '核对',
      });
      const headers = { authorization: `Bearer ${tokens.get(who) ?? ''}` };
      const answer = await fetch(`${hub.url()}/exports/${exportId}`, { headers });
      return Buffer.from(await answer.arrayBuffer()).toString('utf8');
    };
    expect(await sheetOf('the lead')).toContain(secretNo);
    const about = await sheetOf('a lead complained about');
    expect(about).toContain(openNo);
    expect(about).not.toContain(secretNo);
  });

  it('leaves the call out of the list of the lead complained about, and the link to it out of the taker’s', async () => {
    const listed = async (who: string) => (await clientOf(who).calls.list(filter)).items;
    expect(await listed('a lead complained about')).toEqual([]);
    expect(await listed('the lead')).toMatchObject([
      { call: { callId }, ticketNos: [secretNo, openNo] },
    ]);
    expect(await listed('the agent who took it and has handed it over')).toMatchObject([
      { call: { callId, ticketIds: [] }, ticketNos: [openNo] },
    ]);
  });

  it('is in no number of the department’s person complained about', async () => {
    const counts = async (who: string) =>
      (await clientOf(who).department.list({ tab: 'toSign', limit: 9, offset: 0 })).counts.toSign;
    expect(await counts('its department')).toBe(1);
    expect(await counts('one of its department complained about')).toBe(0);
  });

  it('is changed by nobody who may not read it, whatever revision is named', async () => {
    for (const who of ['another agent', 'a lead complained about'])
      for (const input of questions()['commands.submit']?.slice(0, 2) ?? [])
        expect(await callByName(clientOf(who), 'commands.submit', input)).toEqual({
          kind: 'refused',
          code: 'ticket.notFound',
          ticket: null,
        });
  });
});
