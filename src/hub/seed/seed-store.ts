import type { KnowledgeEntry } from '../../shared/domain/knowledge/knowledge.ts';
import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import type { User } from '../../shared/domain/session/user.ts';
import type { HubStore } from '../storage/hub-store.ts';
import type { Passwords } from '../areas/session/passwords.ts';

/** What a new hub may begin with. */
export interface Seed {
  readonly users: readonly (User & { readonly password: string })[];
  readonly tickets: readonly Ticket[];
  readonly knowledge: readonly KnowledgeEntry[];
}

/** Fills an empty database, all or nothing; one that has users stays as it is. */
export async function seedStore(
  { store, passwords }: { readonly store: HubStore; readonly passwords: Passwords },
  seed: Seed,
): Promise<void> {
  if (!(await store.users.isEmpty())) return;
  const users = await Promise.all(
    seed.users.map(async ({ password, ...user }) => ({
      ...user,
      passwordHash: await passwords.hash(password),
      disabledAt: null,
    })),
  );
  await store.transaction(async (repositories) => {
    for (const user of users) await repositories.users.insert(user);
    for (const entry of seed.knowledge) {
      await repositories.knowledge.add(entry);
      await repositories.feed.append('knowledge', entry.entryId);
    }
    for (const ticket of seed.tickets) {
      await repositories.tickets.put(ticket);
      await repositories.feed.append('ticket', ticket.ticketId);
      for (const callId of ticket.callIds) {
        await repositories.calls.linkTickets(callId, [ticket.ticketId]);
      }
    }
  });
}
