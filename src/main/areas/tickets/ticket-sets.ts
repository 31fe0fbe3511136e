import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type {
  MergeAnswer,
  SetAsk,
  SetPreview,
} from '../../../shared/contract/tickets/merge-schemas.ts';
import type { CommandId, TicketId } from '../../../shared/domain/ids.ts';
import type { OfficeRules } from '../../../shared/domain/office/office-rules.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import { intakeOf } from '../../../shared/domain/tickets/intake-merge.ts';
import {
  type MergeOrder,
  type Skipped,
  decideMerge,
} from '../../../shared/domain/tickets/merge.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { TicketAction } from '../../../shared/domain/tickets/ticket-action.ts';
import { decideTicket } from '../../../shared/domain/tickets/ticket-machine.ts';
import { normaliseNumber } from '../../../shared/numbers/phone-number.ts';
import type { Timers } from '../../host/timers.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';

type Actor = Pick<User, 'workNo' | 'role'>;

/** Acts on many tickets at once: what they would do, and merging, which the hub alone does. See the contract. */
export interface TicketSets {
  preview(user: Actor, asked: SetAsk): Promise<SetPreview>;
  merge(user: Actor, commandId: CommandId, order: MergeOrder): Promise<MergeAnswer>;
}

/** A hub that can be reached has answered by then; else its answer comes with the tickets. */
const answerMs = 4_000;

export function createTicketSets(deps: {
  readonly store: Pick<StoreApi['tickets'], 'getTicket' | 'isCommandKnown'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly newId: () => string;
  readonly rules: () => OfficeRules;
  readonly hubLink: Pick<HubLinkArea, 'enqueue' | 'holdBack'>;
}): TicketSets {
  const { store, clock, timers, newId, hubLink } = deps;
  /** The person before may have left a ticket here that is not for this one: there is none then. */
  const theirs = async (actor: Actor, ticketId: TicketId) => {
    const ticket = await store.getTicket(ticketId);
    return ticket !== null && mayReadTicket(actor, ticket) ? ticket : null;
  };
  const found = (actor: Actor, ids: readonly TicketId[]) =>
    Promise.all(ids.map(async (id) => [id, await theirs(actor, id)] as const));
  const decided = async ({ workNo, role }: Actor, order: MergeOrder) => {
    const { mainId, otherIds } = order;
    const actor = { workNo, role };
    const of = { main: await theirs(actor, mainId), others: await found(actor, otherIds) };
    return decideMerge(order, of, { ...actor, at: clock.now(), eventId: newId() });
  };
  const ofAct = async (user: Actor, ids: readonly TicketId[], action: TicketAction) => {
    const fit: TicketId[] = [];
    const skipped: Skipped[] = [];
    for (const [ticketId, ticket] of await found(user, ids)) {
      if (!ticket) skipped.push({ ticketId, code: 'ticket.notFound' });
      else {
        const { ticketNo, revision } = ticket;
        const base = { revision, intake: intakeOf(ticket) };
        const decision = decideTicket(
          ticket,
          { ticketId, ticketNo, base, call: null, action },
          {
            workNo: user.workNo,
            role: user.role,
            at: clock.now(),
            numberKeyOf: (typed) => normaliseNumber(typed).key,
            eventId: newId(),
            rules: deps.rules(),
          },
        );
        if (decision.kind === 'accepted') fit.push(ticketId);
        else skipped.push({ ticketId, code: decision.code });
      }
    }
    return { fit, skipped, refused: null };
  };
  return {
    async preview(user, asked) {
      if (asked.kind === 'act') return ofAct(user, asked.ticketIds, asked.action);
      const decision = await decided(user, asked.order);
      const skipped = [...decision.skipped];
      if (decision.kind === 'accepted')
        return { fit: decision.others.map(({ ticketId }) => ticketId), skipped, refused: null };
      return { fit: [], skipped, refused: decision.code };
    },
    async merge(user, commandId, order) {
      if (await store.isCommandKnown(commandId)) return { kind: 'waiting' };
      const decision = await decided(user, order);
      if (decision.kind === 'refused') throw new AppError(decision.code);
      const leave = hubLink.holdBack(commandId);
      const command = { kind: 'ticketMerge', ...order, at: clock.now() } as const;
      const answered = hubLink.enqueue(command, commandId).then(leave);
      const enough = new AbortController();
      const answer = await Promise.race([answered, timers.wait(answerMs, enough.signal)]);
      enough.abort();
      if (!answer || answer.kind === 'notYet') return { kind: 'waiting' };
      if (answer.kind === 'refused') return { kind: 'refused', code: answer.code };
      return { kind: 'done', skipped: [...(answer.skipped ?? [])] };
    },
  };
}
