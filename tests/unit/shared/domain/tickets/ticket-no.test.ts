import { describe, expect, it } from 'vitest';
import { hubCommandSchema } from '../../../../../src/shared/contract/commands/schemas.ts';
import { deskHostContract } from '../../../../../src/shared/contract/areas.ts';
import { phoneCommandSchema } from '../../../../../src/shared/contract/phone/schemas.ts';
import { ticketSchema } from '../../../../../src/shared/contract/tickets/schemas.ts';
import {
  formatTicketNo,
  isTicketNo,
  sendableTicketNo,
  shanghaiDay,
} from '../../../../../src/shared/domain/tickets/ticket-no.ts';
import {
  aTicket,
  aKeptClose,
  aKeptSave,
  aTicketClose,
  aTicketSave,
} from '../../../../support/hub-values.ts';

const odd = [
  'A\r\nX-Evil: 1',
  'SW20260612-0001\n',
  'SW20260612-0001\r\n\r\n',
  '../../etc/passwd',
  '<img src=x onerror=alert(1)>',
  '',
  'SW',
  '-SW20260612',
  '\u202E123456',
  'SW20260612\u200B-0001',
  'ＳＷ２０２６０６１２',
  'SW 20260612',
  'x'.repeat(41),
];
const callId = crypto.randomUUID();
const ticketId = crypto.randomUUID();

describe('a ticket number', () => {
  it.each(odd)('%j is none, in no command of a desk', (ticketNo) => {
    expect(isTicketNo(ticketNo)).toBe(false);
    expect(hubCommandSchema.safeParse({ ...aTicketSave(ticketId), ticketNo }).success).toBe(false);
    expect(hubCommandSchema.safeParse({ ...aTicketClose(ticketId), ticketNo }).success).toBe(false);
    const dial = { kind: 'dial', callId, number: '19900000123', ticketNo };
    expect(phoneCommandSchema.safeParse(dial).success).toBe(false);
    expect(hubCommandSchema.safeParse({ ...aKeptSave(ticketId), ticketNo }).success).toBe(false);
    expect(hubCommandSchema.safeParse({ ...aKeptClose(ticketId), ticketNo }).success).toBe(false);
    const input = inputOf(deskHostContract.tickets.carryOut);
    const { kind: _, at: __, ...command } = aTicketSave(ticketId, { ticketNo: 'SW20260612-0147' });
    expect(input.safeParse({ commandId: callId, command }).success).toBe(true);
    const odd = { commandId: callId, command: { ...command, ticketNo } };
    expect(input.safeParse(odd).success).toBe(false);
  });

  it.each(['SW20260612-0147', 'SW20260612-1003-002', 'WH.2026_0001', 'abc', 'x'.repeat(40)])(
    '%s is one, in every command of a desk',
    (ticketNo) => {
      expect(isTicketNo(ticketNo)).toBe(true);
      expect(hubCommandSchema.safeParse({ ...aTicketSave(ticketId), ticketNo }).success).toBe(true);
      const dial = { kind: 'dial', callId, number: '19900000123', ticketNo };
      expect(phoneCommandSchema.safeParse(dial).success).toBe(true);
    },
  );

  it.each(odd.filter((text) => text.length <= 40))(
    '%j kept before the rule is still read',
    (no) => {
      expect(ticketSchema.safeParse(aTicket(ticketId, no)).success).toBe(true);
    },
  );
});

it('is sent to others only where it is one', () => {
  expect(sendableTicketNo('SW20260612-0147')).toBe('SW20260612-0147');
  expect(sendableTicketNo('SW 20260612')).toBeNull();
  expect(sendableTicketNo(null)).toBeNull();
});

it('has the day of China’s one time zone, the agent and the count in it', () => {
  expect(shanghaiDay(Date.UTC(2026, 5, 12, 15, 59, 59, 999))).toBe('20260612');
  expect(shanghaiDay(Date.UTC(2026, 5, 12, 16))).toBe('20260613');
  expect(shanghaiDay(Date.UTC(2026, 11, 31, 16))).toBe('20270101');
  expect(formatTicketNo('20260612', '1003', 2)).toBe('SW20260612-1003-002');
  expect(formatTicketNo('20260612', '1003', 1000)).toBe('SW20260612-1003-1000');
});

/** The schema behind a procedure's input. */
function inputOf(procedure: { '~orpc': { inputSchemas?: unknown; inputSchema?: unknown } }) {
  const { inputSchema } = procedure['~orpc'];
  return inputSchema as { safeParse(value: unknown): { success: boolean } };
}
