import { describe, expect, it } from 'vitest';
import { createSeed } from '../../../../src/hub/seed/create-seed.ts';
import { demoCallers } from '../../../../src/hub/seed/data/demo-stories.ts';
import { userSchema } from '../../../../src/shared/contract/session/schemas.ts';
import { knowledgeEntrySchema } from '../../../../src/shared/contract/knowledge/schemas.ts';
import { ticketSchema } from '../../../../src/shared/contract/tickets/schemas.ts';
import { findCategory } from '../../../../src/shared/domain/office/categories.ts';
import { isDistrict } from '../../../../src/shared/domain/office/places.ts';
import { isOpen, ticketStates } from '../../../../src/shared/domain/tickets/ticket.ts';
import { normaliseNumber } from '../../../../src/shared/numbers/phone-number.ts';

const now = Date.UTC(2026, 10, 23, 2, 30);
const dayMs = 86_400_000;
const seed = createSeed(now);
const { tickets, knowledge, users } = seed;

function ticketsOf(number: string) {
  const { key } = normaliseNumber(number);
  return tickets.filter((ticket) => ticket.numberKey === key);
}

describe('createSeed', () => {
  it('gives 12 accounts, 50 entries and 200 tickets that fit the contracts', () => {
    expect([users.length, knowledge.length, tickets.length]).toEqual([12, 50, 200]);
    for (const { password, ...user } of users) {
      expect(userSchema.parse(user)).toEqual(user);
      expect(password.length).toBeGreaterThanOrEqual(12);
    }
    for (const entry of knowledge) expect(knowledgeEntrySchema.parse(entry)).toEqual(entry);
    for (const ticket of tickets) expect(ticketSchema.parse(ticket)).toEqual(ticket);
  });

  it('is the same on every call, with ids that do not depend on the time', () => {
    expect(createSeed(now)).toEqual(seed);
    const later = createSeed(now + 40 * dayMs);
    const ids = (of: typeof seed) =>
      [...of.tickets.map((t) => t.ticketId), ...of.knowledge.map((k) => k.entryId)].toSorted();
    expect(ids(later)).toEqual(ids(seed));
  });

  it('never repeats an id, a ticket number or an entry number', () => {
    const all = [
      ...tickets.map((t) => t.ticketId),
      ...knowledge.map((k) => k.entryId),
      ...users.map((u) => u.userId),
    ];
    expect(new Set(all).size).toBe(262);
    expect(new Set(tickets.map((t) => t.ticketNo)).size).toBe(200);
    expect(new Set(knowledge.map((k) => k.entryNo)).size).toBe(50);
  });

  it('shows every state, many categories and districts, and stays within the last 90 days', () => {
    expect(new Set(tickets.map((t) => t.state))).toEqual(new Set(ticketStates));
    expect(new Set(tickets.map((t) => t.categoryCode)).size).toBeGreaterThan(22);
    expect(new Set(tickets.map((t) => t.district)).size).toBeGreaterThan(12);
    expect(new Set(tickets.map((t) => t.kind)).size).toBe(6);
    for (const ticket of tickets) {
      expect(now - ticket.openedAt).toBeGreaterThan(0);
      expect(now - ticket.openedAt).toBeLessThanOrEqual(90 * dayMs);
    }
  });

  it('keeps the times, the closing and the course of each ticket in order', () => {
    for (const ticket of tickets) {
      const context = `${ticket.ticketNo} ${ticket.state}`;
      expect(ticket.closedAt === null, context).toBe(isOpen(ticket));
      expect(ticket.closedByWorkNo === null, context).toBe(isOpen(ticket));
      expect(ticket.course[0], context).toMatchObject({ kind: 'opened', at: ticket.openedAt });
      const times = ticket.course.map((event) => event.at);
      expect(
        times.toSorted((a, b) => a - b),
        context,
      ).toEqual(times);
      expect(times.at(-1) ?? 0, context).toBeLessThanOrEqual(ticket.updatedAt);
      expect(ticket.updatedAt, context).toBeLessThanOrEqual(now);
      expect(ticket.deadline?.rule, context).toMatch(/^预设|^市级平台/u);
      expect(ticket.source === 'cityPlatform' && ticket.closedAs !== null, context).toBe(false);
    }
  });

  it('cites the knowledge entry of every direct answer, with its wording', () => {
    const direct = tickets.filter((ticket) => ticket.closedAs === 'directAnswer');
    expect(direct.length).toBeGreaterThan(4);
    for (const { answer, citations } of direct) {
      const cited = knowledge.filter((entry) => entry.entryId === citations[0]?.entryId);
      expect(
        cited.map(({ wording, version }) => [
          wording?.recorded,
          version,
          wording?.mayAnswerDirectly,
        ]),
      ).toEqual([[answer, citations[0]?.version, true]]);
    }
  });

  it('fills every text: known categories and districts, no slot left open, addresses invented', () => {
    for (const ticket of tickets) {
      expect(findCategory(ticket.categoryCode ?? '')).not.toBeNull();
      expect(isDistrict(ticket.district ?? '')).toBe(true);
      expect(ticket.address).toMatch(/示例|样例|演示|示范|样板|例举|试点|模拟/u);
      expect(ticket.content).toMatch(/^来电人.{12,}。$/u);
      expect(JSON.stringify(ticket)).not.toMatch(/\{(?:at|when|depth|days)\}|undefined/u);
    }
  });

  it('uses numbers of the reserved ranges only', () => {
    for (const { requesterNumber } of tickets)
      expect(requesterNumber).toMatch(/^$|^19900000\d{3}$|^02700000\d{3}$/);
  });

  it('tells the story of the demonstration', () => {
    const repeat = ticketsOf(demoCallers.repeat);
    expect(repeat.map((t) => t.categoryCode)).toEqual(Array(3).fill('drainage.waterlogging'));
    expect(repeat.filter(isOpen)).toMatchObject([
      { district: '江汉区', flags: ['urgent', 'repeat', 'waterlogging'] },
    ]);
    expect(repeat.filter(isOpen)[0]?.address).toContain('示例路');
    expect(ticketsOf(demoCallers.several).filter(isOpen)).toHaveLength(3);
    expect(ticketsOf(demoCallers.closedOnly).filter(isOpen)).toHaveLength(0);
    expect(ticketsOf(demoCallers.closedOnly)).toHaveLength(1);
    expect(ticketsOf(demoCallers.unknown)).toHaveLength(0);
  });

  it('covers each category that the desk answers from the knowledge base, in sentences a citizen can be told', () => {
    for (const entry of knowledge) {
      expect(findCategory(entry.categoryCode), entry.entryNo).not.toBeNull();
      expect(entry.answer, entry.entryNo).toMatch(/^已(?:告知|提示)来电人：.+。$/u);
      expect(entry.body, entry.entryNo).toMatch(/【背景】[^]+\n【怎么做】[^]+【找谁】/u);
      expect(entry.synonyms.length, entry.entryNo).toBeGreaterThan(3);
    }
    const words = knowledge.flatMap((entry) => entry.synonyms);
    for (const word of ['积水', '水压低', '停水', '井盖没了', '96510', '110'])
      expect(words).toContain(word);
  });
});
