import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpSms } from '../../../src/hub/areas/sms/http-sms.ts';
import { parseSmsConfig } from '../../../src/hub/areas/sms/sms-config.ts';
import type { SmsGateway } from '../../../src/hub/areas/sms/sms-gateway.ts';
import type { TextMessage } from '../../../src/hub/areas/sms/text-message.ts';
import { cityJson } from '../../support/city-mapping.ts';
import { type SmsSimulator, createSmsSimulator } from '../../support/sms-simulator.ts';

/** What every adapter of the gateway of short messages has to promise. */
describe('the gateway of short messages by HTTP', () => {
  let simulator: SmsSimulator;
  let gateway: SmsGateway;
  const { signal } = new AbortController();
  beforeEach(async () => {
    simulator = await createSmsSimulator();
    const config = parseSmsConfig(cityJson(simulator, 1, 'sms'));
    gateway = createHttpSms({ config, fetch });
  });
  afterEach(() => simulator.close());
  const aText = (changes: Partial<TextMessage> = {}): TextMessage => ({
    exchangeId: randomUUID(),
    kind: 'reply',
    ticketNo: 'SW20260612-0001',
    at: 0,
    number: '199 0000 1234',
    text: '已恢复供水，{ticketNo} 不再替换',
    ...changes,
  });

  it('sends a text by its template, once however often it is told', async () => {
    const text = aText();
    expect(await gateway.deliver(text, signal)).toEqual({ kind: 'taken' });
    expect(await gateway.deliver(text, signal)).toEqual({ kind: 'taken' });
    expect(simulator.texts()).toEqual([
      {
        SIGN_NO: '由短信网关提供',
        MSG_ID: text.exchangeId,
        MOBILE: '19900001234',
        CONTENT:
          '【水务热线】您反映的事项（SW20260612-0001）答复如下：已恢复供水，{ticketNo} 不再替换',
      },
    ]);
  });

  it('does not send a second text when the first answer was lost', async () => {
    const text = aText();
    simulator.fail('cutAfter');
    expect(await gateway.deliver(text, signal)).toMatchObject({ kind: 'unreachable' });
    simulator.fail(null);
    expect(await gateway.deliver(text, signal)).toEqual({ kind: 'taken' });
    expect(simulator.texts()).toHaveLength(1);
  });

  it.each([
    ['027 8000 1234', 'notMobile'],
    ['', 'notMobile'],
    ['匿名', 'notMobile'],
  ])('asks nobody to send to %s', async (number, detail) => {
    expect(await gateway.deliver(aText({ number }), signal)).toEqual({ kind: 'refused', detail });
    expect(simulator.asked()).toBe(0);
  });

  it('asks nobody to send what is longer than a message', async () => {
    const text = aText({ text: '水'.repeat(600) });
    expect(await gateway.deliver(text, signal)).toEqual({ kind: 'refused', detail: 'tooLong' });
    expect(simulator.asked()).toBe(0);
  });

  it.each([
    ['cut', 'unreachable'],
    [503, 'unreachable'],
    [429, 'unreachable'],
    [400, 'refused'],
    [{ code: 'BUSY', words: '' }, 'unreachable'],
    [{ code: 'BLACK', words: '黑名单' }, 'refused'],
  ] as const)('that answers %j is %s', async (how, kind) => {
    simulator.fail(how);
    expect(await gateway.deliver(aText(), signal)).toMatchObject({ kind });
    expect(simulator.texts()).toEqual([]);
  });

  it('reads receipts, the same under the same id, and names a code that it does not know', async () => {
    const id = randomUUID();
    simulator.tell(id, 'DELIVRD');
    simulator.tell(id, 'UNDELIV', '空号');
    simulator.tell(id, 'XX');
    simulator.tellOnceMore();
    const found = await gateway.fetch(null, signal);
    expect(found.map(({ raw }) => gateway.read(raw))).toEqual([
      { ok: true, exchangeId: id, state: 'delivered', words: '' },
      { ok: true, exchangeId: id, state: 'undelivered', words: '空号' },
      ...Array(2).fill({ ok: false, fault: { reason: 'unknownCode', detail: 'state XX' } }),
    ]);
    expect(new Set(found.map(({ messageId }) => messageId)).size).toBe(3);
    expect(await gateway.fetch(found[1]?.place ?? null, signal)).toHaveLength(2);
  });
});
