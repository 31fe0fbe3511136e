import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openOperations } from '../../../src/shared/contract/open/operations.ts';
import { clientScopes } from '../../../src/shared/contract/open/scopes.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { codeOf, signInAt } from '../../support/hub-client.ts';
import { aTicket, testSeed } from '../../support/hub-values.ts';
import { type OpenClient, anOpenClient, callOpen } from '../../support/open-client.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';
import { assignIt, takeCourse } from '../../support/course-ticket.ts';

const name = '样例名';
const number = '19900000123';
const ofCitizen = { requesterName: name, requesterNumber: number } as const;
const open: Ticket = {
  ...aTicket(randomUUID(), 'SW20260612-0001'),
  ...ofCitizen,
  state: 'screening',
  closedAt: null,
  closedAs: null,
  content: `${name}反映停水，电话${number}`,
};
const secret: Ticket = {
  ...open,
  ticketId: randomUUID(),
  ticketNo: 'SW20260612-0002',
  flags: ['confidential'],
  content: '保密的内容',
};
/** With the department of `courseDepartment`. */
const assigned = (): Ticket => {
  const course = takeCourse({ ...ofCitizen, ticketId: randomUUID(), ticketNo: 'SW20260612-0003' });
  return course.take('lead', assignIt);
};
const demand = { kind: 'help', categoryCode: 'supply.outage', content: '整栋楼停水', ...ofCitizen };
const result = {
  facts: '管道破裂',
  cause: '老化',
  action: '已更换',
  doneOn: '2026-06-12',
  internal: '',
  publicReply: '已恢复供水',
};
const event = {
  kind: 'opened',
  messageId: 'message-1',
  eventNo: 'BG-1',
  saidAt: Date.UTC(2026, 5, 12, 7),
  matter: 'burst',
  content: '主管爆裂',
};

const pathsSchema = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      operationId: z.string(),
      requestBody: z
        .object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) })
        .optional(),
      responses: z.record(
        z.string(),
        z.object({
          content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })),
        }),
      ),
    }),
  ),
);
const documentSchema = z.looseObject({ paths: pathsSchema });

describe('the open interface', () => {
  let hub: RunningHub;
  let all: OpenClient;
  beforeEach(async () => {
    hub = await startTestHub({ ...testSeed(), tickets: [open, secret, assigned()] });
    all = await anOpenClient(hub, '全部', clientScopes, { departmentId: 'bureau.jianghan' });
  });
  afterEach(() => hub.stop());

  const problemOf = ({ status, type, body }: Awaited<ReturnType<OpenClient['call']>>) => {
    expect(type).toBe('application/problem+json; charset=utf-8');
    const { code, status: said } = z.object({ code: z.string(), status: z.int() }).parse(body);
    expect(said).toBe(status);
    return `${status} ${code}`;
  };
  const document = async () => {
    const response = await fetch(`${hub.url()}/openapi.json`);
    return documentSchema.parse(await response.json());
  };
  const audited = async (action: string) => {
    const { client } = await signInAt(hub.url(), '9001');
    const any = { before: null, from: null, to: null, workNo: null, deskId: null, subjectId: null };
    return (await client.audit.list({ ...any, action, limit: 50 })).lines;
  };

  it('has a document that is OpenAPI 3.1, to be read without a token', async () => {
    const validator = new Validator();
    const whole: unknown = await (await fetch(`${hub.url()}/openapi.json`)).json();
    const judged = await validator.validate(z.record(z.string(), z.unknown()).parse(whole));
    expect(judged.errors).toBeUndefined();
    expect([judged.valid, validator.version]).toEqual([true, '3.1']);
  });

  it('answers on each path as the document says, what it does and what it refuses', async () => {
    const { paths, ...rest } = await document();
    const ajv = new Ajv2020({ strict: false, formats: fullFormats });
    ajv.addSchema({ $id: 'document', ...rest });
    const samples: Record<string, { path?: string; body?: unknown; key?: string }> = {
      sendDemand: { body: demand, key: 'key-00001' },
      readDemand: { path: '/demands/SW20260612-0004' },
      listTickets: {},
      readTicket: { path: '/tickets/SW20260612-0001' },
      sendResult: { path: '/tickets/SW20260612-0003/result', body: result, key: 'key-00002' },
      sendEvent: { body: event },
      listReports: {},
    };
    const told: Record<string, unknown> = {};
    const nobody = await anOpenClient(hub, '没有权限', ['names', 'tickets']);
    for (const [path, methods] of Object.entries(paths))
      for (const [method, { operationId, requestBody, responses }] of Object.entries(methods)) {
        const { path: asked = path.replace('{reportId}', randomUUID()), ...sent } = samples[
          operationId
        ] ?? { body: { isTaken: true } };
        const line = `${method.toUpperCase()} ${asked}`;
        // What the hub takes the document lets send, also without what may be left out.
        const taken = requestBody?.content['application/json']?.schema ?? {};
        const mayBeSent = ajv.validate(JSON.parse(JSON.stringify(taken)), sent.body ?? {});
        expect([operationId, mayBeSent, ajv.errors]).toEqual([operationId, true, null]);
        const answers = [
          await all.call(line, sent),
          await callOpen(hub.url(), null, line, sent),
          await nobody.call(line, sent),
          await all.call(`${line}?no=1`, sent),
        ];
        for (const { status, type, body } of answers) {
          const [of = ''] = type.split(';');
          const schema = responses[String(status)]?.content[of]?.schema;
          expect([operationId, status, schema]).not.toContain(undefined);
          const resolved = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
          const isAsSaid = ajv.validate(resolved, body);
          expect([operationId, status, isAsSaid, ajv.errors]).toEqual([
            operationId,
            status,
            true,
            null,
          ]);
        }
        told[operationId] = answers.map(({ status }) => status);
      }
    expect(told).toEqual({
      sendDemand: [201, 401, 403, 400],
      readDemand: [200, 401, 403, 400],
      listTickets: [200, 401, 200, 400],
      readTicket: [200, 401, 200, 400],
      sendResult: [201, 401, 403, 400],
      sendEvent: [202, 401, 403, 400],
      listReports: [200, 401, 403, 400],
      takeReport: [404, 401, 403, 400],
    });
    expect(Object.keys(told).toSorted()).toEqual(Object.keys(openOperations).toSorted());
  });

  it('opens one ticket for a key, however often it is sent, and refuses other content under it', async () => {
    const once = await all.call('POST /demands', { body: demand, key: 'key-00001' });
    const again = await all.call('POST /demands', { body: demand, key: 'key-00001' });
    expect([once.status, again.body]).toEqual([201, once.body]);
    const other = { ...demand, content: '另一件' };
    expect(problemOf(await all.call('POST /demands', { body: other, key: 'key-00001' }))).toBe(
      '409 key.used',
    );
    // A key is its client's own.
    const second = await anOpenClient(hub, '第二家', ['demands']);
    const theirs = await second.call('POST /demands', { body: demand, key: 'key-00001' });
    expect(theirs.body).not.toEqual(once.body);
    const { ticketNo } = z.object({ ticketNo: z.string() }).parse(once.body);
    const lead = await signInAt(hub.url(), '2001');
    const { changes } = await lead.client.changes.pull({ since: 0, limit: 100 });
    const found = changes.flatMap((change) =>
      change.entity === 'ticket' && change.body.ticketNo === ticketNo ? [change.body] : [],
    );
    expect(found).toMatchObject([{ source: 'other', state: 'awaitingSignIn', ...ofCitizen }]);
    expect(problemOf(await second.call(`GET /demands/${ticketNo}`))).toBe('404 ticket.notFound');
    expect((await all.call(`GET /demands/${ticketNo}`)).body).toMatchObject({
      state: 'received',
      reply: null,
    });
    expect((await audited('clientDemand')).map(({ detail }) => detail)).toEqual(['第二家', '全部']);
    const { lines } = await lead.client.city.exchanges({
      states: [],
      direction: null,
      ticketId: null,
      before: null,
      limit: 10,
      system: 'client',
    });
    expect(lines.map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('never lets a confidential ticket go, and covers names and numbers without their scope', async () => {
    const covered = await anOpenClient(hub, '遮盖', ['tickets']);
    const page = await covered.call('GET /tickets?limit=200');
    const told = JSON.stringify(page.body);
    for (const hidden of [name, number, secret.content, secret.ticketNo])
      expect(told).not.toContain(hidden);
    expect(page.body).toMatchObject({ gone: [secret.ticketId], isWhole: true });
    expect(told).toContain(open.ticketNo);
    expect(JSON.stringify((await all.call('GET /tickets?limit=200')).body)).toContain(number);
    for (const client of [covered, all])
      expect(problemOf(await client.call(`GET /tickets/${secret.ticketNo}`))).toBe(
        '404 ticket.notFound',
      );
    expect((await covered.call(`GET /tickets/${open.ticketNo}`)).body).toMatchObject({
      requesterName: '样**',
    });
    // What a program has said itself is not told back once it is confidential.
    const wrongdoing = { ...demand, kind: 'report' };
    const taken = await all.call('POST /demands', { body: wrongdoing, key: 'key-00009' });
    const { ticketNo } = z.object({ ticketNo: z.string() }).parse(taken.body);
    expect(problemOf(await all.call(`GET /demands/${ticketNo}`))).toBe('404 ticket.notFound');
    const { next } = z.object({ next: z.int() }).parse(page.body);
    const later = await covered.call(`GET /tickets?after=${next}`);
    expect(later.body).toMatchObject({ tickets: [], gone: [expect.any(String)] });
    expect((await audited('clientRead')).map(({ detail }) => detail)).toContain('遮盖');
  });

  it('takes a result of the department that the client is for, signs with it, once', async () => {
    const sent = { body: result, key: 'result-1' };
    const other = await anOpenClient(hub, '别的局', ['results'], {
      departmentId: 'bureau.wuchang',
    });
    expect(problemOf(await other.call('POST /tickets/SW20260612-0003/result', sent))).toBe(
      '404 ticket.notFound',
    );
    expect((await all.call('POST /tickets/SW20260612-0003/result', sent)).body).toMatchObject({
      state: 'awaitingAudit',
    });
    expect((await all.call('POST /tickets/SW20260612-0003/result', sent)).status).toBe(201);
    const twice = { ...sent, key: 'result-2' };
    expect(problemOf(await all.call('POST /tickets/SW20260612-0003/result', twice))).toBe(
      '409 step.notNow',
    );
    expect((await audited('clientResult')).map(({ detail }) => detail)).toEqual(['全部']);
  });

  it('lets each client ask as often as is set for it, and nobody else feels it', async () => {
    const slow = await anOpenClient(hub, '慢', ['tickets'], { perMinute: 2 });
    const statuses = [];
    for (let time = 0; time < 3; time += 1)
      statuses.push((await slow.call('GET /tickets?limit=1')).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await slow.call('GET /tickets');
    expect([problemOf(refused), refused.headers.get('retry-after')]).toEqual([
      '429 rate.exceeded',
      '10',
    ]);
    expect((await all.call('GET /tickets')).status).toBe(200);
    hub.clock.advance(31_000);
    expect((await slow.call('GET /tickets')).status).toBe(200);
  });

  it('knows a token by its hash alone, no token of a person, and none that was taken away', async () => {
    const admin = await signInAt(hub.url(), '9001');
    const set = { name: '新系统', scopes: ['tickets' as const], departmentId: null, perMinute: 60 };
    const { token } = await admin.client.admin.addClient(set);
    const asked = (of: string) =>
      callOpen(hub.url(), of, 'GET /tickets').then(({ status }) => status);
    const clientOf = async () =>
      (await admin.client.admin.clients()).clients.find((one) => one.name === '新系统');
    const line = await clientOf();
    const clientId = line?.clientId ?? '';
    expect([line?.lastUsedAt, JSON.stringify(line).includes(token)]).toEqual([null, false]);
    expect(await asked(token)).toBe(200);
    expect((await clientOf())?.lastUsedAt).toBe(hub.clock.now());
    expect(await asked(admin.session.accessToken)).toBe(401);
    expect(await codeOf(admin.client.admin.addClient(set))).toBe('input.invalid');
    for (const wrong of [
      { ...set, name: '另一个', scopes: ['names' as const] },
      { ...set, name: '另一个', scopes: ['results' as const] },
      { ...set, name: '另一个', departmentId: 'bureau.jianghan' },
      { ...set, name: '有 空格' },
    ])
      expect(await codeOf(admin.client.admin.addClient(wrong))).toBe('input.invalid');
    const rolled = await admin.client.admin.rollClient({ clientId });
    expect([await asked(token), await asked(rolled.token)]).toEqual([200, 200]);
    hub.clock.advance(24 * 3_600_000);
    expect([await asked(token), await asked(rolled.token)]).toEqual([401, 200]);
    const later = await signInAt(hub.url(), '9001');
    await later.client.admin.revokeClient({ clientId });
    expect(await asked(rolled.token)).toBe(401);
    expect(await codeOf(later.client.admin.rollClient({ clientId }))).toBe('input.invalid');
    const set2 = (await audited('clientSet')).map(({ detail = '' }) => detail);
    expect(set2).toContain('新系统: tickets, 60/min');
    expect(JSON.stringify(await audited('clientSet'))).not.toContain(token);
    expect((await audited('clientRevoked')).map(({ workNo }) => workNo)).toEqual(['9001']);
  });

  it('refuses what is no call, names the place and not what stood there, and keeps that in the audit', async () => {
    const sent = (body: unknown) => all.call('POST /demands', { body, key: 'key-00001' });
    const wrong = await sent({ ...demand, content: '', phone: number });
    expect(wrong.body).toMatchObject({
      code: 'request.invalid',
      detail: 'body.content, body.phone',
    });
    expect(problemOf(await all.call('POST /demands', { body: demand }))).toBe(
      '400 request.invalid',
    );
    expect(problemOf(await all.call('GET /nothing'))).toBe('404 path.notFound');
    expect(problemOf(await all.call('POST /tickets', { body: {} }))).toBe('405 method.notAllowed');
    expect(problemOf(await sent({ ...demand, content: 'x'.repeat(60_000) }))).toBe(
      '413 body.tooLong',
    );
    const lines = await audited('clientRefused');
    const refusals = lines.map(({ detail }) => detail);
    expect(lines.every(({ code }) => code === 'input.invalid')).toBe(true);
    expect(refusals).toEqual(
      expect.arrayContaining(['全部: request.invalid', '全部: path.notFound']),
    );
    expect(JSON.stringify(refusals)).not.toContain(number);
  });

  it('takes a body in UTF-8, with its mark or without, and none in GBK, of which half would be lost', async () => {
    const { token } = await anOpenClient(hub, '物业平台', ['demands']);
    const sent = async (body: Buffer) => {
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      };
      const init = { method: 'POST', headers, body: new Uint8Array(body) };
      const response = await fetch(`${hub.url()}/open/v1/demands`, init);
      return [response.status, z.looseObject({}).parse(await response.json())['detail']];
    };
    const json = (content: string) => JSON.stringify({ content });
    expect(await sent(Buffer.from(json('停水')))).toEqual([201, undefined]);
    expect(await sent(Buffer.from(`\ufeff${json('停水')}`))).toEqual([201, undefined]);
    // 整栋 in GBK; there are words of which nobody can tell.
    const gbk = Buffer.concat([
      Buffer.from('{"content":"'),
      Buffer.from('d5fbb6b0', 'hex'),
      Buffer.from('"}'),
    ]);
    expect(await sent(gbk)).toEqual([415, 'body']);
  });

  it('cuts off who sends its body too slowly', async () => {
    const { port } = new URL(hub.url());
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST /open/v1/demands HTTP/1.1\r\nhost: hub\r\nauthorization: Bearer ${all.token}\r\nidempotency-key: key-00001\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
    );
    const answer = await text(socket);
    expect(answer).toContain('HTTP/1.1 408');
    expect(answer).toContain('"code":"body.late"');
  }, 20_000);

  it('is read at a page that asks nothing of anybody', async () => {
    const page = await fetch(`${hub.url()}/api-docs`);
    expect(page.url).toBe(`${hub.url()}/api-docs/`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    for (const { path, summary } of Object.values(openOperations)) {
      expect(html).toContain(path);
      expect(html).toContain(summary);
    }
    expect(html).not.toMatch(/<script|https?:\/\/(?!json-schema\.org)/);
  });
});
