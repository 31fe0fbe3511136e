import { describe, expect, it } from 'vitest';
import { categories } from '../../../../../src/shared/domain/office/categories.ts';
import { type Role, roles } from '../../../../../src/shared/domain/session/user.ts';
import {
  anyAgent,
  isConfidential,
  mayReadTicket,
} from '../../../../../src/shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { assignIt, courseDepartment, takeCourse } from '../../../../support/course-ticket.ts';

/** Taken by 1001 (`aTicket`). */
const ticketOf = (of: Partial<Ticket> = {}) => takeCourse(of).ticket();
const handedOver = (of: Partial<Ticket> = {}) => takeCourse(of).take('lead', assignIt);
const may = (ticket: Ticket, workNo: string, role: Role = 'agent', departmentId?: string) =>
  mayReadTicket({ workNo, role, departmentId }, ticket);
const restricted: readonly Partial<Ticket>[] = [
  { kind: 'report' },
  { flags: ['urgent', 'confidential'] },
  { categoryCode: 'conduct.attitude' },
  { kind: 'complaint', against: ['1009'] },
];

describe('who may read a ticket', () => {
  it('is every agent and lead, of an ordinary one', () => {
    for (const ticket of [ticketOf(), handedOver(), ticketOf({ kind: 'complaint', against: [] })]) {
      expect(isConfidential(ticket)).toBe(false);
      for (const workNo of ['1001', '1002']) expect(may(ticket, workNo)).toBe(true);
      expect(may(ticket, '2001', 'lead')).toBe(true);
    }
  });

  it.each(restricted)('is lead, officer and, until it is handed over, who took it: %j', (of) => {
    const [taken, given] = [ticketOf(of), handedOver(of)];
    expect(isConfidential(taken)).toBe(true);
    expect([may(taken, '1001'), may(taken, '1002')]).toEqual([true, false]);
    expect([may(given, '1001'), may(given, '1002')]).toEqual([false, false]);
    for (const ticket of [taken, given])
      for (const role of ['lead', 'officer'] as const) expect(may(ticket, '2001', role)).toBe(true);
    const closed: Ticket = { ...taken, state: 'closed' };
    expect(may(closed, '1001')).toBe(false);
    // It came back from the department: it was theirs once, and is the lead's now.
    expect(may({ ...given, state: 'screening' }, '1001')).toBe(false);
  });

  it('is nobody who is not signed in, of one that another system has sent', () => {
    const [line] = ticketOf().course;
    const sent = ticketOf({ kind: 'report', course: line ? [{ ...line, byWorkNo: '' }] : [] });
    expect(sent.course).toHaveLength(1);
    expect(mayReadTicket(anyAgent, sent)).toBe(false);
  });

  it('is never the person complained about, whatever she or he is', () => {
    const given = handedOver({ against: ['1001', '1009'] });
    const taken = ticketOf({ against: ['1001'] });
    for (const role of roles)
      for (const ticket of [given, taken])
        expect(may(ticket, '1001', role, courseDepartment)).toBe(false);
    expect(may(given, '2001', 'lead')).toBe(true);
  });

  it('is, of departments, the one that leads or assists; nobody who looks after machines or logs', () => {
    const given = handedOver();
    expect(may(given, '5001', 'department', courseDepartment)).toBe(true);
    expect(may(given, '5002', 'department', 'bureau.wuchang')).toBe(false);
    expect(may(given, '5003', 'department')).toBe(false);
    for (const role of ['admin', 'auditor'] as const) {
      expect(may(given, '9001', role)).toBe(false);
      expect(may(ticketOf(), '9001', role)).toBe(false);
    }
  });

  it('follows the matter: conduct of officials is confidential, no other category is', () => {
    for (const { code, group } of categories)
      expect(isConfidential(ticketOf({ categoryCode: code }))).toBe(group === '作风');
    // By this the databases of hub and desk find them.
    for (const { code, group } of categories)
      expect(code.startsWith('conduct.')).toBe(group === '作风');
  });
});
