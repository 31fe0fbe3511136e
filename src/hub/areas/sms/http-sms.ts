import { z } from 'zod';
import { cleanLine, clip } from '../../../shared/clean-text.ts';
import type { Delivery } from '../city/city-platform.ts';
import { idOfText } from '../city/http-city.ts';
import { type PartnerAnswer, createPartnerHttp, judgedByStatus } from '../city/partner-http.ts';
import type { SmsConfig } from './sms-config.ts';
import type { ReceiptReading, SmsGateway } from './sms-gateway.ts';
import { mobileNumber } from './text-message.ts';

export interface HttpSmsDeps {
  readonly config: SmsConfig;
  /** The platform's `fetch`, which trusts what this process trusts. */
  readonly fetch: typeof fetch;
}

/** A gateway over HTTP: `messages` takes a text, `receipts` tells what became of them; both as `createPartnerHttp` says. */
export function createHttpSms({ config, fetch }: HttpSmsDeps): SmsGateway {
  const line = createPartnerHttp({ http: config.http, fetch });
  const { fields, constants, template, longest, receipts } = config;
  return {
    async deliver({ exchangeId, ticketNo, number, text }, signal) {
      const mobile = mobileNumber(number);
      if (mobile === null) return { kind: 'refused', detail: 'notMobile' };
      const said: Readonly<Record<string, string>> = { '{ticketNo}': ticketNo, '{reply}': text };
      const whole = template.replaceAll(/\{ticketNo\}|\{reply\}/g, (name) => said[name] ?? name);
      if ([...whole].length > longest) return { kind: 'refused', detail: 'tooLong' };
      const row = {
        ...constants,
        [fields.id]: exchangeId,
        [fields.number]: mobile,
        [fields.text]: whole,
      };
      return judged(config, await line.post('messages', { key: exchangeId, row }, signal));
    },
    async fetch(place, signal) {
      if (!receipts) return [];
      const { messageId } = receipts.fields;
      const rows = await line.page('receipts', place, signal);
      return rows.map(({ place: at, row, raw }) => {
        const said = messageId === undefined ? '' : cell(row?.[messageId], 128);
        return { messageId: said === '' ? idOfText(raw) : said, place: at, raw };
      });
    },
    read: (raw) => readReceipt(receipts, raw),
  };
}

const rowSchema = z.record(z.string(), z.unknown());

function readRow(raw: string): z.infer<typeof rowSchema> | null {
  try {
    return rowSchema.parse(JSON.parse(raw));
  } catch {
    return null;
  }
}

function readReceipt(receipts: SmsConfig['receipts'], raw: string): ReceiptReading {
  const row = readRow(raw);
  const unread = (detail: string) =>
    ({ ok: false, fault: { reason: 'unreadable', detail } }) as const;
  if (!row || !receipts) return unread('row');
  const exchangeId = cell(row[receipts.fields.id], 64);
  if (exchangeId === '') return unread('id');
  const code = cell(row[receipts.fields.state], 64);
  const state = Object.hasOwn(receipts.codes, code) ? receipts.codes[code] : undefined;
  if (state === undefined)
    return { ok: false, fault: { reason: 'unknownCode', detail: `state ${code}` } };
  const words = receipts.fields.words === undefined ? '' : cell(row[receipts.fields.words], 200);
  return { ok: true, exchangeId, state, words };
}

/** By its status, or where the gateway answers 200 to everything by the code in the body. */
function judged({ answer: said }: SmsConfig, answer: PartnerAnswer): Delivery {
  const byStatus = judgedByStatus(answer);
  if (!said || answer.kind !== 'answered' || byStatus.kind !== 'taken' || answer.status === 409)
    return byStatus;
  const row = readRow(answer.text);
  const code = cell(row?.[said.code], 64);
  if (said.taken.includes(code)) return { kind: 'taken' };
  if (code === '' || said.later.includes(code))
    return { kind: 'unreachable', detail: `code ${code}` };
  const words = said.words === undefined ? '' : cell(row?.[said.words], 200);
  return { kind: 'refused', detail: `${code} ${words}`.trim() };
}

function cell(value: unknown, max: number): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return clip(cleanLine(text).trim(), max);
}
