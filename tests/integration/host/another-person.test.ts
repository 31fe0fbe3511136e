import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createFileKeyVault } from '../../../src/main/node/file-key-vault.ts';
import { openStore } from '../../../src/main/storage/store-client.ts';
import { sourcePlaces } from '../../support/host/desk-host.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { aTicket, testPassword, testSeed } from '../../support/hub-values.ts';

/** What stands in the desk's file beside the running host. */
async function copyOf(directory: string) {
  const store = await openStore({
    workerUrl: sourcePlaces.storeWorker,
    file: join(directory, 'desk.db'),
    key: await createFileKeyVault(directory).deskKey(),
    migrationsDirectory: sourcePlaces.migrationsDirectory,
    now: Date.now(),
    logger: silentLogger,
  });
  onTestFinished(() => store.close());
  return store.api.tickets;
}

// Two sign-ins, each with a hash that is hard on purpose.
vi.setConfig({ testTimeout: 90_000 });

describe('a confidential ticket at a desk that several people use', () => {
  const hidden = { ...aTicket(), kind: 'report' as const, course: [] };
  let desk: DeskWithHub;
  beforeEach(async () => {
    desk = await startDeskWithHub({ seed: { ...testSeed(), tickets: [hidden] } });
    await desk.signIn('2001');
  });
  afterEach(() => desk.stop());

  const read = () =>
    desk
      .desk()
      .tickets.get({ ticketId: hidden.ticketId })
      .then(
        ({ content }) => content,
        () => null,
      );
  const signIn = (workNo: string) => desk.desk().session.signIn({ workNo, password: testPassword });

  it.each([
    ['after the lead has signed out', true],
    ['in the lead’s place, without a sign-out', false],
  ])('is forgotten once an agent sits down %s, and comes again with the lead', async (_, isOut) => {
    expect(await read()).toBe(hidden.content);
    const kept = await copyOf(desk.directory);
    expect(await kept.getTicket(hidden.ticketId)).not.toBeNull();
    if (isOut) await desk.desk().session.signOut({ unguarded: true });
    await signIn('1001');
    expect(await read()).toBeNull();
    // Not only hidden: the row has gone.
    await expect.poll(() => kept.getTicket(hidden.ticketId), { timeout: 40_000 }).toBeNull();
    await signIn('2001');
    await expect.poll(read, { timeout: 40_000 }).toBe(hidden.content);
  });
});
