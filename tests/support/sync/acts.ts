import type { User } from '../../../src/shared/domain/session/user.ts';
import { changesOf } from '../../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../../src/shared/domain/tickets/ticket-action.ts';
import type { Intake, Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import {
  type Sheet,
  baseOf,
  clashesOf,
  draftOf,
  ticketSheet,
  withChoice,
  withDraft,
  withEdit,
} from '../../../src/renderer/workbench/sheet.ts';
import { assignIt } from '../course-ticket.ts';
import { aFullIntake } from '../hub-values.ts';
import type { SyncDesk } from './desk.ts';
import { type World, people } from './world.ts';

/** One random thing that somebody does in the office. */
export async function actOnce(world: World): Promise<void> {
  const { random } = world;
  const at = Math.floor(random.between(0, world.desks.length));
  const desk = world.desks[at];
  const user = desk?.user() ?? null;
  if (!desk) return;
  if (user === null) return desk.signIn(world.nextPerson(), world.isCut(at));
  const roll = random.between(0, 100);
  if (roll < 22) return openTicket(world, desk, user);
  if (roll < 60) return typeInto(world, desk, user);
  if (roll < 70) return step(world, desk, user);
  if (roll < 78) return desk.signIn(world.nextPerson(), world.isCut(at));
  if (roll < 84) return world.isCut(at) ? world.heal(at) : world.cut(at);
  if (roll < 87) return desk.restart();
  if (roll < 90) return void desk.becomeEmpty();
  if (roll < 92) return world.restartHub();
  return departmentWork(world);
}

/** A new demand: some of wrongdoing, some about a colleague. */
async function openTicket(world: World, desk: SyncDesk, user: User): Promise<void> {
  const { random } = world;
  const named = await desk.tickets().newTicket(user.workNo);
  const kind = random.pick(['help', 'help', 'report', 'complaint'] as const);
  const about = random.pick(people);
  const against = kind === 'complaint' ? { against: [about.workNo] } : {};
  const content = world.newWord(desk.deskId, world.typed);
  const changes = { ...aFullIntake(), kind, content, answer: '', citations: [], ...against };
  const ticketId = world.newId();
  await carryOut(world, desk, user, {
    command: { ...named, ticketId, base: null, call: null, action: { kind: 'edit', changes } },
    typed: null,
  });
}

/** Types into a ticket as the page does: saves it, or leaves it as a draft. */
async function typeInto(world: World, desk: SyncDesk, user: User): Promise<void> {
  const ticket = anyTicket(world, desk, user);
  if (ticket === null) return;
  const { random } = world;
  const known = desk.queries().drafts.getDraft(user.workNo, ticket.ticketId);
  const opened = withDraft(ticketSheet(ticket), known);
  const field = random.pick(['content', 'answer', 'address'] as const);
  const word = world.newWord(desk.deskId, world.typed);
  const patch: Partial<Intake> = { [field]: `${opened.intake[field]} ${word}`.trim() };
  const isLead = user.role === 'lead';
  const kind = random.pick(['help', 'report'] as const);
  const typed = withEdit(opened, isLead && random.chance(0.4) ? { ...patch, kind } : patch);
  const draft = draftOf(typed);
  if (draft === null) return void world.typed.pop();
  desk.saveDraft(user.workNo, { draftKey: ticket.ticketId, ...draft });
  if (random.chance(0.2)) return;
  // She reads what changed meanwhile, and writes hers behind it.
  await world.pass(random.between(0, 20_000));
  if (desk.user() !== user) return;
  const now = shownTicket(desk, user, ticket.ticketId);
  if (now === null) return;
  const kept = desk.queries().drafts.getDraft(user.workNo, ticket.ticketId);
  const sheet = settled(withDraft(ticketSheet(now), kept));
  const changes = changesOf(sheet.baseline, sheet.intake);
  await carryOut(world, desk, user, {
    command: {
      ticketId: ticket.ticketId,
      ticketNo: now.ticketNo,
      base: baseOf(sheet),
      call: null,
      action: { kind: 'edit', changes },
    },
    typed: ticket.ticketId,
  });
}

/** Both texts are kept where both sides wrote: hers behind theirs. */
function settled(sheet: Sheet): Sheet {
  return clashesOf(sheet).reduce((now, field) => {
    const theirs = now.ticket?.[field] ?? '';
    const mine = now.intake[field];
    const chosen = withChoice(now, field, 'mine');
    if (typeof theirs !== 'string' || typeof mine !== 'string') return chosen;
    const words = mine.split(' ').filter((word) => !theirs.split(' ').includes(word));
    return withEdit(chosen, { [field]: [theirs, ...words].join(' ').trim() });
  }, sheet);
}

async function step(world: World, desk: SyncDesk, user: User): Promise<void> {
  const ticket = anyTicket(world, desk, user);
  if (ticket === null) return;
  const word = world.newWord(desk.deskId, world.typed);
  const action: TicketAction =
    ticket.state === 'screening' && world.random.chance(0.7)
      ? { ...assignIt, instruction: word }
      : { kind: 'message', text: word };
  const { ticketId, ticketNo } = ticket;
  const done = await carryOut(world, desk, user, {
    command: { ticketId, ticketNo, base: null, call: null, action },
    typed: null,
  });
  // What the desk itself refuses stands in the panel of the step, where it was typed.
  if (!done) world.typed.pop();
}

async function departmentWork(world: World): Promise<void> {
  const known = await world.allTickets();
  const given = known.filter(({ work }) => work?.assignment !== undefined);
  if (given.length === 0) return;
  const { ticketId } = world.random.pick(given);
  await world.departmentActs(ticketId, { kind: 'departmentSign' });
  const word = `w${world.typed.length}z`;
  const isTaken = await world.departmentActs(ticketId, { kind: 'message', text: word });
  if (isTaken) world.newWord('', world.typed);
}

type Command = Parameters<ReturnType<SyncDesk['tickets']>['carryOut']>[2];

async function carryOut(
  world: World,
  desk: SyncDesk,
  user: User,
  { command, typed }: { readonly command: Command; readonly typed: string | null },
): Promise<boolean> {
  const commandId = world.newId();
  try {
    await desk.tickets().carryOut(user, commandId, command);
    world.commands.push(commandId);
    if (typed !== null) desk.queries().drafts.removeDraft(user.workNo, typed);
    return true;
  } catch {
    return false;
  }
}

const page = { text: '', states: [], limit: 200, offset: 0 } as const;

function anyTicket({ random }: World, desk: SyncDesk, reader: User): Ticket | null {
  const { tickets } = desk.queries().tickets.listTickets({ ...page, reader });
  const open = tickets.filter(({ state }) => state !== 'archived');
  return open.length === 0 ? null : random.pick(open);
}

function shownTicket(desk: SyncDesk, reader: User, ticketId: string): Ticket | null {
  const { tickets } = desk.queries().tickets.listTickets({ ...page, reader });
  return tickets.find((ticket) => ticket.ticketId === ticketId) ?? null;
}
