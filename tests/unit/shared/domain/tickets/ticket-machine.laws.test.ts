import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categories } from '../../../../../src/shared/domain/office/categories.ts';
import { shippedRules } from '../../../../../src/shared/domain/office/office-rules.ts';
import { readNote } from '../../../../../src/shared/domain/tickets/course-note.ts';
import {
  presetDeadline,
  presetRuleOf,
} from '../../../../../src/shared/domain/tickets/deadlines.ts';
import {
  type IntakeChanges,
  differingFields,
  intakeOf,
} from '../../../../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../../../../src/shared/domain/tickets/ticket-action.ts';
import type { TicketCommand } from '../../../../../src/shared/domain/tickets/ticket-command.ts';
import {
  type DecisionContext,
  decideSent,
  decideTicket,
} from '../../../../../src/shared/domain/tickets/ticket-machine.ts';
import {
  type Ticket,
  closeWays,
  ticketKinds,
  ticketSources,
  ticketStates,
} from '../../../../../src/shared/domain/tickets/ticket.ts';
import { urgencyOf } from '../../../../../src/shared/domain/tickets/urgency.ts';
import { districts } from '../../../../../src/shared/domain/office/places.ts';

const openedAt = Date.UTC(2026, 5, 12, 1);
const context = (step: number): DecisionContext => ({
  at: openedAt + step * 60_000,
  workNo: `100${step % 3}`,
  role: 'agent',
  numberKeyOf: (typed) => (typed === '' ? null : typed),
  eventId: `ev${step}`,
  rules: shippedRules,
});

const word = fc.constantFrom('', ' ', '一', '一\n二', '“三” → “四”', '长'.repeat(900));
const citation = { entryId: 'e1', entryNo: 'K-0201', version: 5, title: '水压' };
const changes: fc.Arbitrary<IntakeChanges> = fc.record(
  {
    kind: fc.option(fc.constantFrom(...ticketKinds)),
    categoryCode: fc.option(fc.constantFrom(...categories.map(({ code }) => code))),
    district: fc.option(fc.constantFrom(...districts)),
    address: fc.constantFrom('', '示例路', '样例街 2 号'),
    content: word,
    answer: word,
    citations: fc.constantFrom([], [citation], [citation, { ...citation, entryId: 'e2' }]),
    requesterName: fc.constantFrom('', '张女士', '李先生'),
    requesterNumber: fc.constantFrom('', '19900000123', '19900000124'),
  },
  { requiredKeys: [] },
);
const actions: fc.Arbitrary<TicketAction> = fc.oneof(
  { weight: 4, arbitrary: changes.map((one) => ({ kind: 'edit' as const, changes: one })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(changes, fc.constantFrom(...closeWays))
      .map(([one, closeAs]) => ({ kind: 'close' as const, changes: one, closeAs })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'urge' as const, reason: '市民再次来电' }) },
);
const commandOn = (ticket: Ticket | null, action: TicketAction): TicketCommand => ({
  ticketId: 't1',
  ticketNo: 'SW20260612-1003-001',
  base: ticket && { revision: ticket.revision, intake: intakeOf(ticket) },
  call: null,
  action,
});

/** Each accepted save of a random life of one ticket, as desk (`decideTicket`) and hub (`decideSent`) decide it. */
function saves(
  start: (ticket: Ticket) => Ticket,
  asked: readonly TicketAction[],
  see: (before: Ticket | null, after: Ticket, action: TicketAction) => void,
): void {
  let ticket: Ticket | null = null;
  for (const [step, action] of asked.entries()) {
    const before: Ticket | null = ticket;
    const command = commandOn(before, action);
    const { decision } = decideSent(before, command, context(step));
    const atDesk = decideTicket(before, command, context(step));
    expect(decision).toEqual(atDesk.kind === 'accepted' ? atDesk : decision);
    if (decision.kind === 'refused') continue;
    see(before, decision.ticket, action);
    ticket = before === null ? start(decision.ticket) : decision.ticket;
  }
}

describe('no save', () => {
  it('changes a word of the form without a line that names the field, says both and by whom', () => {
    fc.assert(
      fc.property(
        fc.array(actions, { minLength: 2, maxLength: 6 }),
        fc.constantFrom(...ticketStates),
        (asked, state) => {
          saves(
            (opened) => ({ ...opened, state }),
            asked,
            (before, after) => {
              if (before === null) return;
              expect(after.course.slice(0, before.course.length)).toEqual(before.course);
              const added = after.course.slice(before.course.length);
              const lines = added
                .filter(({ kind }) => kind === 'edited')
                .flatMap(({ note }) => readNote(note));
              const told = lines.flatMap((line) => (line.kind === 'changed' ? [line.field] : []));
              expect(told).toEqual(differingFields(before, after));
              for (const { byWorkNo, note } of added) {
                expect(byWorkNo).toMatch(/^100[0-2]$/);
                expect(note.length).toBeLessThanOrEqual(1000);
              }
            },
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('leaves a ticket of the own channel without its deadline, or moves one that others gave', () => {
    const given = { dueAt: openedAt + 1, rule: '班长指定' };
    const starts: fc.Arbitrary<(ticket: Ticket) => Ticket> = fc.oneof(
      fc.constant((ticket: Ticket) => ticket),
      fc
        .constantFrom(...ticketSources)
        .map((source) => (ticket: Ticket) => ({ ...ticket, source })),
      fc.constant((ticket: Ticket) => ({ ...ticket, deadline: given })),
    );
    fc.assert(
      fc.property(starts, fc.array(actions, { minLength: 1, maxLength: 8 }), (start, asked) => {
        saves(start, asked, (before, after) => {
          const { deadline, kind, source } = after;
          const isGiven = before?.deadline?.rule === given.rule;
          const isOfCity = before?.source === 'cityPlatform';
          expect(isGiven || isOfCity || source !== 'cityPlatform').toBe(true);
          const preset =
            isGiven || isOfCity || kind === null
              ? null
              : presetDeadline(shippedRules, {
                  kind,
                  urgency: urgencyOf(after),
                  startedAt: after.openedAt,
                });
          expect(deadline).toEqual(preset ?? before?.deadline ?? null);
          expect(preset === null || presetRuleOf(preset) !== null).toBe(true);
          // Told whenever it moved.
          const moved = before?.deadline?.rule !== preset?.rule;
          const told = after.course
            .slice(before?.course.length ?? 0)
            .flatMap(({ note }) => readNote(note))
            .some((line) => line.kind === 'fact' && line.code === 'dueAt');
          expect(preset === null || told === moved).toBe(true);
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe('what a desk has closed and the flow does not let be closed', () => {
  it('is saved with every word, stays open and says why', () => {
    fc.assert(
      fc.property(changes, fc.constantFrom(...closeWays), (typed, closeAs) => {
        const command = commandOn(null, { kind: 'close', changes: typed, closeAs });
        const { decision, notClosed } = decideSent(null, command, context(1));
        if (notClosed === undefined) return;
        if (decision.kind === 'refused') throw new Error(decision.code);
        const { ticket } = decision;
        expect(ticket).toMatchObject({ ...typed, state: 'screening', closedAs: null });
        expect(ticket.course.map(({ kind }) => kind)).toEqual(['opened']);
        expect(ticket.course[0]?.note).toContain(`notClosed: ${notClosed}`);
      }),
      { numRuns: 100 },
    );
  });
});
