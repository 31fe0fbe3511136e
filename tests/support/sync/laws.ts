import { changesFor } from '../../../src/hub/areas/replica/changes-for.ts';
import { changeSchema } from '../../../src/shared/contract/replica/schemas.ts';
import { asKnownTo } from '../../../src/shared/contract/since.ts';
import { mayReadTicket } from '../../../src/shared/domain/tickets/ticket-audience.ts';
import type { SyncDesk } from './desk.ts';
import type { World } from './world.ts';

/** What is not as it has to be once everybody is at rest: one sentence each. */
export async function brokenLaws(world: World): Promise<string[]> {
  return [
    ...(await unequalReplicas(world)),
    ...(await notAppliedOnce(world)),
    ...(await lostWords(world)),
    ...(await foundSecrets(world)),
    ...world.desks.flatMap((desk) =>
      desk.isFilling() ? [`desk ${desk.deskId} is filled for ever`] : [],
    ),
  ];
}

/** Every desk has what the hub has for whoever is signed in there, and no ticket more. */
async function unequalReplicas(world: World): Promise<string[]> {
  const tickets = await world.allTickets();
  return world.desks.flatMap((desk) => {
    const reader = desk.user();
    if (reader === null) return [];
    const { contract: deskContract } = desk;
    const all = tickets.map((body) => ({ seq: 1, entity: 'ticket' as const, body }));
    const view = changesFor({ reader, deskContract }, all).flatMap((change) =>
      change.entity === 'ticket' ? [asKnownTo(deskContract, changeSchema, change)] : [],
    );
    const expected = new Map(
      view.flatMap((change) =>
        change.entity === 'ticket' ? [[change.body.ticketId, plain(change.body)]] : [],
      ),
    );
    const there = new Map(bodiesAt(desk).map((body) => [idOf(body), plain(body)]));
    const ids = new Set([...expected.keys(), ...there.keys()]);
    return [...ids].flatMap((id) =>
      expected.get(id) === there.get(id)
        ? []
        : [
            `desk ${desk.deskId} (${reader.workNo}) has another ${id}:\n${there.get(id)}\nhub: ${expected.get(id)}`,
          ],
    );
  });
}

/** As many revisions as commands were accepted, and each line of a course once. */
async function notAppliedOnce(world: World): Promise<string[]> {
  const made = new Map<string, number>();
  for (const commandId of world.commands) {
    const known = await world.store.commands.find(commandId);
    if (known === null || known.ticketId === null || known.revision === null) continue;
    made.set(known.ticketId, (made.get(known.ticketId) ?? 0) + 1);
  }
  return (await world.allTickets()).flatMap(({ ticketId, revision, course }) => {
    const lines = course.map(({ eventId }) => eventId);
    return [
      ...(made.get(ticketId) === revision
        ? []
        : [`${ticketId} is of revision ${revision} by ${made.get(ticketId)} commands`]),
      ...(new Set(lines).size === lines.length ? [] : [`${ticketId} tells a line twice`]),
    ];
  });
}

/** What was typed stands in the ticket, in a draft, or with the refusal that the screen shows. */
async function lostWords(world: World): Promise<string[]> {
  const kept = [
    JSON.stringify(await world.allTickets()),
    ...world.desks.map(({ db }) =>
      JSON.stringify([
        db().prepare('SELECT body FROM drafts').all(),
        db().prepare(`SELECT body FROM outbox WHERE state = 'refused'`).all(),
      ]),
    ),
  ].join('\n');
  return world.typed.flatMap(({ word, deskId }) =>
    kept.includes(word) ? [] : [`${word} of desk ${deskId} is lost`],
  );
}

/** At a desk whose user may not read a ticket stands nothing of it but what was typed there. */
async function foundSecrets(world: World): Promise<string[]> {
  const tickets = await world.allTickets();
  return world.desks.flatMap((desk) => {
    const reader = desk.user();
    // A desk of the release before forgets no drafts and no commands.
    if (reader === null || desk.contract < 3) return [];
    const text = JSON.stringify(
      ['tickets', 'drafts', 'outbox'].map((table) =>
        desk.db().prepare(`SELECT body FROM ${table}`).all(),
      ),
    );
    const hidden = tickets.filter((ticket) => !mayReadTicket(reader, ticket));
    const readable = JSON.stringify(tickets.filter((ticket) => mayReadTicket(reader, ticket)));
    const secret = JSON.stringify(hidden);
    return world.typed.flatMap(({ word, deskId }) =>
      deskId !== desk.deskId &&
      secret.includes(word) &&
      !readable.includes(word) &&
      text.includes(word)
        ? [`desk ${desk.deskId} still has ${word}, which is not for ${reader.workNo}`]
        : [],
    );
  });
}

function bodiesAt(desk: SyncDesk): unknown[] {
  return desk
    .db()
    .prepare<[], { body: string }>('SELECT coalesce(hub_body, body) AS body FROM tickets')
    .all()
    .map(({ body }): unknown => JSON.parse(body));
}

function idOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'ticketId' in body
    ? String(body.ticketId)
    : '';
}

/** The same whatever the order of the fields. */
function plain(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
