import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dispatchedTicket } from '../../../../../src/hub/areas/city/dispatched-ticket.ts';
import { ticketSchema } from '../../../../../src/shared/contract/tickets/schemas.ts';
import { shippedCalendar } from '../../../../../src/shared/domain/office/calendar-data.ts';
import { shippedRules } from '../../../../../src/shared/domain/office/office-rules.ts';
import { aDemand } from '../../../../support/city-bench.ts';

const now = Date.UTC(2026, 5, 12, 8);
const hourMs = 3_600_000;
const opened = (changes: Parameters<typeof aDemand>[0] = {}, at = now) =>
  dispatchedTicket(aDemand(changes), {
    ticketId: randomUUID(),
    ticketNo: 'SW20260612-0002',
    system: 'city',
    cityNo: 'WH1',
    eventId: randomUUID(),
    now: at,
    rules: shippedRules,
  });

describe('the ticket of a dispatch', () => {
  it('waits for its sign-in, with what the city said and a clock from the moment of the dispatch', () => {
    const demand = aDemand({ appointed: true });
    const ticket = opened({ appointed: true });
    expect(ticketSchema.parse(ticket)).toEqual(ticket);
    expect(ticket).toMatchObject({
      source: 'cityPlatform',
      state: 'awaitingSignIn',
      content: demand.content,
      numberKey: '+8619900000123',
      openedAt: demand.dispatchedAt,
      deadline: { dueAt: demand.dueAt, rule: '市级平台派件时限：5 工作日' },
      work: {
        city: {
          cityNo: 'WH1',
          dispatchedAt: demand.dispatchedAt,
          dueAt: demand.dueAt,
          appointed: true,
        },
        clocks: [
          {
            step: 'signIn',
            startedAt: demand.dispatchedAt,
            dueAt: demand.dispatchedAt + hourMs,
            ruleId: 'signIn.ordinary',
          },
        ],
      },
    });
  });

  it('that is dated later than now counts from now', () => {
    expect(opened({ dispatchedAt: now + hourMs }).openedAt).toBe(now);
  });

  it('takes the limit as the city counts it where no moment is named', () => {
    const dispatchedAt = aDemand().dispatchedAt;
    expect(opened({ dueAt: null, limit: '24 小时' }).deadline?.dueAt).toBe(
      dispatchedAt + 24 * hourMs,
    );
    expect(opened({ dueAt: null, limit: '2 天' }).deadline?.dueAt).toBe(dispatchedAt + 48 * hourMs);
    // Friday, 12 June 2026.
    expect(opened({ dueAt: null, limit: '1 工作日' }).deadline).toMatchObject({
      calendar: shippedCalendar.version,
      rule: '市级平台派件时限：1 工作日',
    });
    expect(opened({ dueAt: null, limit: '尽快' }).deadline).toBeNull();
  });

  it('is urgent by the city’s word or by its category, and confidential where the city or the law says so', () => {
    expect(opened().flags).toEqual([]);
    expect(opened({ urgent: true }).flags).toEqual(['urgent']);
    expect(opened({ categoryCode: 'drainage.waterlogging' }).flags).toEqual([
      'urgent',
      'waterlogging',
    ]);
    expect(opened({ confidential: true }).flags).toEqual(['confidential']);
    expect(opened({ kind: 'report' }).flags).toEqual(['confidential']);
  });
});
