import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categories } from '../../../../../src/shared/domain/office/categories.ts';
import {
  type FlowSubject,
  flowOf,
  isTicketLocked,
} from '../../../../../src/shared/domain/tickets/flow.ts';
import type { FlowAct } from '../../../../../src/shared/domain/tickets/flow-acts.ts';
import { closeBars } from '../../../../../src/shared/domain/tickets/flow-refusals.ts';
import { flowSubject } from '../../../../../src/shared/domain/tickets/flow-subject.ts';
import {
  type TicketState,
  closeWays,
  emptyIntake,
  isOpen,
  ticketFlags,
  ticketKinds,
  ticketSources,
  ticketStates,
} from '../../../../../src/shared/domain/tickets/ticket.ts';

const at = (state: FlowSubject['state'], facts: Partial<FlowSubject> = {}): FlowSubject => ({
  state,
  closedAs: null,
  source: 'phone',
  flags: [],
  kind: 'consultation',
  citations: [],
  ...facts,
});
const codeOf = (subject: FlowSubject, act: FlowAct) => {
  const answer = flowOf(subject, act, 'agent');
  return answer.kind === 'refused' ? answer.code : answer.next;
};

/** Why nothing is done to a ticket that is not open: one that was merged says so. */
const overIn = (state: TicketState) =>
  state === 'merged' ? 'ticket.isMerged' : 'ticket.alreadyClosed';

describe('the flow', () => {
  it.each(ticketStates)('of %s: open ones are edited, others are not', (state) => {
    const open = isOpen({ state });
    expect(isTicketLocked(at(state) as { state: TicketState; closedAs: null })).toBe(!open);
    expect(codeOf(at(state), 'edit')).toBe(open ? state : overIn(state));
  });

  it.each(ticketStates)(
    'of %s: closing only from what the desk itself has, or why not',
    (state) => {
      const own: Partial<Record<TicketState, string>> = {
        screening: 'closed',
        selfHandling: 'closed',
        awaitingSignIn: 'ticket.closeBeforeSignIn',
        awaitingApproval: 'ticket.closeAwaitsDecision',
        assigned: 'ticket.closeWithDepartment',
        inHandling: 'ticket.closeWithDepartment',
        awaitingAudit: 'ticket.closeAwaitsSteps',
        awaitingCallback: 'ticket.closeAwaitsSteps',
        awaitingReply: 'ticket.closeAwaitsSteps',
        submittedToCity: 'ticket.closeAwaitsDecision',
        returnPending: 'ticket.closeAwaitsDecision',
      };
      expect(codeOf(at(state), 'selfHandled')).toBe(own[state] ?? overIn(state));
    },
  );

  it.each(ticketStates)('of %s: only what a department has is urged, and stays there', (state) => {
    const isWithDepartment = state === 'assigned' || state === 'inHandling';
    const code = isOpen({ state }) ? 'ticket.notWithDepartment' : overIn(state);
    expect(codeOf(at(state), 'urge')).toBe(isWithDepartment ? state : code);
    expect(flowOf(at(state), 'urge', 'admin').kind).toBe('refused');
  });

  it('opens a ticket with the first save, and closes one on the call', () => {
    expect(codeOf(at('none'), 'edit')).toBe('screening');
    expect(flowOf(at('none'), 'directAnswer', 'lead')).toMatchObject({
      kind: 'possible',
      next: 'closed',
    });
    expect(codeOf(at('none'), 'urge')).toBe('ticket.notWithDepartment');
  });

  it('answers questions only, of the own channel, at the intake', () => {
    for (const kind of ticketKinds.filter((one) => one !== 'report'))
      expect(codeOf(at('none', { kind }), 'directAnswer')).toBe(
        kind === 'consultation' ? 'closed' : 'ticket.answerQuestionOnly',
      );
    expect(codeOf(at('screening', { source: 'cityPlatform' }), 'directAnswer')).toBe(
      'ticket.answerOwnOnly',
    );
    expect(codeOf(at('selfHandling'), 'directAnswer')).toBe('ticket.answerAtIntake');
  });

  it('lets an urgent question be answered on the call, and nothing else urgent be closed', () => {
    const urgent = { flags: ['urgent'] } as const;
    expect(codeOf(at('none', urgent), 'directAnswer')).toBe('closed');
    for (const way of closeWays)
      expect(codeOf(at('none', { ...urgent, kind: 'help' }), way)).toBe('ticket.closeUrgent');
    expect(codeOf(at('none', urgent), 'selfHandled')).toBe('ticket.closeUrgent');
  });

  it('is told by what is typed: a category that was wrong bars nothing once it is corrected', () => {
    const typed = (categoryCode: string) =>
      ({ ...emptyIntake, kind: 'help', categoryCode }) as const;
    const wrong = flowSubject(null, typed('drainage.waterlogging'));
    expect(codeOf(wrong, 'selfHandled')).toBe('ticket.closeUrgent');
    expect(codeOf(flowSubject(null, typed('supply.pressure')), 'selfHandled')).toBe('closed');
    const saved = {
      state: 'screening',
      closedAs: null,
      source: 'phone',
      flags: ['urgent'],
      categoryCode: 'drainage.waterlogging',
      callbackOwed: false,
    } as const;
    expect(codeOf(flowSubject(saved, typed('supply.pressure')), 'selfHandled')).toBe('closed');
    const ofCity = { ...saved, source: 'cityPlatform' } as const;
    expect(codeOf(flowSubject(ofCity, typed('supply.pressure')), 'selfHandled')).toBe(
      'ticket.closeUrgent',
    );
    const byHand = { ...saved, categoryCode: 'supply.pressure' };
    expect(codeOf(flowSubject(byHand, typed('supply.quality')), 'selfHandled')).toBe(
      'ticket.closeUrgent',
    );
  });

  it('owes the city an answer, and closes such a ticket once', () => {
    const city = at('screening', { source: 'cityPlatform' });
    expect(codeOf(city, 'selfHandled')).toBe('awaitingReply');
    const answered = { ...city, state: 'awaitingReply', closedAs: 'selfHandled' } as const;
    expect(codeOf(answered, 'selfHandled')).toBe('ticket.alreadyClosed');
    expect(isTicketLocked(answered)).toBe(true);
  });

  it('is nothing for an administrator', () => {
    for (const state of ['screening', 'inHandling'] as const)
      expect(flowOf(at(state), 'edit', 'admin')).toEqual({
        kind: 'refused',
        code: 'hub.forbidden',
      });
  });

  it('never closes what must be assigned, what others have, or what is confidential', () => {
    const subjects: fc.Arbitrary<FlowSubject> = fc
      .record({
        state: fc.constantFrom('none' as const, ...ticketStates),
        source: fc.constantFrom(...ticketSources),
        flags: fc.uniqueArray(fc.constantFrom(...ticketFlags)),
        kind: fc.option(fc.constantFrom(...ticketKinds)),
        closedAs: fc.option(fc.constantFrom(...closeWays)),
        citations: fc.constant([]),
      })
      .filter(({ state, closedAs }) => state !== 'none' || closedAs === null);
    fc.assert(
      fc.property(subjects, fc.constantFrom(...closeWays), (subject, way) => {
        const { state, source, flags, kind, closedAs } = subject;
        const answer = flowOf(subject, way, 'agent');
        const bar = answer.kind === 'refused' ? answer.code : null;
        const isOver = bar === 'ticket.alreadyClosed' || bar === 'ticket.isMerged';
        expect(bar === null || closeBars.has(bar) !== isOver).toBe(true);
        const isDirect = way === 'directAnswer' && kind === 'consultation';
        const isOwn = ['none', 'screening', 'selfHandling'].includes(state) && closedAs === null;
        const isSecret = kind === 'report' || flags.includes('confidential');
        const isKind = way !== 'directAnswer' || kind === null || kind === 'consultation';
        const isUrgent = flags.includes('urgent') && !isDirect;
        expect(bar !== null || (isOwn && !isSecret && isKind && !isUrgent)).toBe(true);
        const next = source === 'cityPlatform' ? 'awaitingReply' : 'closed';
        expect(answer.kind === 'refused' || answer.next === next).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves each new intake one way at least: it is always saved', () => {
    for (const { code } of categories)
      for (const kind of [null, ...ticketKinds]) {
        const subject = flowSubject(null, { ...emptyIntake, kind, categoryCode: code });
        expect(codeOf(subject, 'edit')).toBe('screening');
      }
  });
});
