import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createHttpCity } from '../../../../../src/hub/areas/city/http-city.ts';
import { cityConfig } from '../../../../support/city-mapping.ts';

const { http, mapping } = cityConfig({ url: 'https://city.example/api', token: 'secret' });
const { signal } = new AbortController();
const report = {
  exchangeId: randomUUID(),
  cityNo: 'WH1',
  ticketNo: 'SW20260612-0001',
  at: Date.UTC(2026, 5, 12, 8),
  kind: 'signed',
  byWorkNo: '1001',
} as const;

/** The adapter over an answer; what it asked is kept. */
function answering(answer: () => Response | Promise<Response>) {
  const asked: { url: string; init: RequestInit }[] = [];
  if (!http) throw new Error('a line was given');
  const city = createHttpCity({
    http,
    mapping,
    fetch: async (url, init = {}) => {
      asked.push({ url: url instanceof Request ? url.url : url.toString(), init });
      return answer();
    },
  });
  return { city, asked };
}

describe('the city over HTTP', () => {
  it('is asked behind a place, with the token in its header and no redirect', async () => {
    const { city, asked } = answering(() => Response.json({ messages: [] }));
    await city.fetch('7', signal);
    await city.fetch(null, signal);
    expect(asked.map(({ url }) => url)).toEqual([
      'https://city.example/api/messages?since=7&limit=50',
      'https://city.example/api/messages?since=&limit=50',
    ]);
    expect(asked[0]?.init).toMatchObject({
      headers: { authorization: 'Bearer secret' },
      redirect: 'error',
    });
  });

  it('gives a message that is none a name of its own, and passes over nothing', async () => {
    const messages = [
      { seq: 3, row: { ORDER_NO: 'WH1' } },
      'odd',
      { seq: 4, row: { MSG_ID: 'm4' } },
    ];
    const { city } = answering(() => Response.json({ messages }));
    const [first, odd, last] = await city.fetch(null, signal);
    expect(first).toMatchObject({ place: '3', raw: '{"ORDER_NO":"WH1"}' });
    expect(first?.messageId).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(odd).toMatchObject({ place: '', raw: '"odd"' });
    expect(city.read(odd?.raw ?? '')).toMatchObject({ ok: false });
    expect(last).toMatchObject({ place: '4', messageId: 'm4' });
  });

  it.each([
    ['an error', () => new Response('', { status: 500 })],
    ['no JSON', () => new Response('<html>')],
    ['another shape', () => Response.json([])],
    ['an endless answer', () => new Response('x'.repeat(9 * 1024 * 1024))],
  ])('rejects %s', async (_name, answer) => {
    await expect(answering(answer).city.fetch(null, signal)).rejects.toThrow();
  });

  it.each([
    [200, 'taken'],
    [409, 'taken'],
    [401, 'unreachable'],
    [429, 'unreachable'],
    [503, 'unreachable'],
    [400, 'refused'],
    [422, 'refused'],
  ])('that answers a report with %i has it %s', async (status, kind) => {
    const { city, asked } = answering(() => new Response('{"message":"x"}', { status }));
    expect(await city.deliver(report, signal)).toMatchObject({ kind });
    expect(asked[0]).toMatchObject({
      url: 'https://city.example/api/reports',
      init: { method: 'POST', headers: { 'idempotency-key': report.exchangeId } },
    });
    expect(JSON.parse(await new Response(asked[0]?.init.body ?? null).text())).toMatchObject({
      REPORT_TYPE: 'QS',
      OPERATOR: '1001',
      REASON: '',
    });
  });

  it('that is not there is told again later', async () => {
    const { city } = answering(() => {
      throw new TypeError('fetch failed');
    });
    expect(await city.deliver(report, signal)).toEqual({
      kind: 'unreachable',
      detail: 'TypeError',
    });
  });

  const file = (fileName: string, bytes = Buffer.from('bytes')) => {
    return { fileId: randomUUID(), fileName, mediaType: 'text/plain', bytes } as const;
  };

  it('sends each file as a form of its own with a key of its own, under the city’s names', async () => {
    const { city, asked } = answering(() => Response.json({}));
    const sent = file('说明.txt');
    expect(await city.deliver(report, signal, [sent])).toEqual({ kind: 'taken', refusedFiles: {} });
    const [, second] = asked;
    expect(second?.url).toBe('https://city.example/api/attachments');
    expect(second?.init).toMatchObject({
      method: 'POST',
      redirect: 'error',
      headers: {
        authorization: 'Bearer secret',
        'idempotency-key': `${report.exchangeId}.${sent.fileId}`,
      },
    });
    const form = second?.init.body;
    expect(form).toBeInstanceOf(FormData);
    expect(form instanceof FormData ? form.get('ORDER_NO') : '').toBe('WH1');
    const content = form instanceof FormData ? form.get('FILE') : null;
    expect(content instanceof File ? [content.name, await content.text()] : []).toEqual([
      '说明.txt',
      'bytes',
    ]);
  });

  it('leaves out what is refused or too long, and has all told again when a file cannot be handed over now', async () => {
    const statuses = [200, 415, 200];
    const { city } = answering(() => new Response('no', { status: statuses.shift() ?? 200 }));
    const [first, second] = [file('a.txt'), file('b.txt')];
    const long = file('c.txt', Buffer.alloc(20 * 1024 * 1024 + 1));
    expect(await city.deliver(report, signal, [first, second, long])).toEqual({
      kind: 'taken',
      refusedFiles: { [first.fileId]: 'HTTP 415 no', [long.fileId]: 'tooLong' },
    });
    const away = [200, 503];
    const later = answering(() => new Response('', { status: away.shift() ?? 200 }));
    expect(await later.city.deliver(report, signal, [first, second])).toEqual({
      kind: 'unreachable',
      detail: 'HTTP 503',
    });
    expect(later.asked).toHaveLength(2);
  });

  it('asks message by message for what is too long at once', async () => {
    const long = JSON.stringify({ messages: [], more: 'x'.repeat(64 * 1024 * 1024) });
    const answers = [new Response(long), Response.json({ messages: [{ seq: 1, row: {} }] })];
    const { city, asked } = answering(() => answers.shift() ?? Response.error());
    expect(await city.fetch(null, signal)).toHaveLength(1);
    expect(asked.map(({ url }) => new URL(url).searchParams.get('limit'))).toEqual(['50', '1']);
  });
});
