import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demonstrationPassword } from '../../../src/hub/seed/seed-users.ts';
import { type HubClient, hubClient } from '../../support/hub-client.ts';
import { createHubProcesses } from '../../support/hub-process.ts';
import { makeSegment, tusClient, uploadWhole } from '../../support/hub-upload.ts';
import { aTicketSave } from '../../support/hub-values.ts';

const processes = createHubProcesses();
let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'hub-broken-'));
});
afterAll(async () => {
  await processes.killAll();
  await rm(dataFolder, { recursive: true });
});

/** Ids of all tickets that a desk gets from the hub. */
async function ticketsOf(client: HubClient): Promise<string[]> {
  const ids: string[] = [];
  for (let since = 0, more = true; more;) {
    const page = await client.changes.pull({ since, limit: 1000 });
    for (const change of page.changes)
      if (change.entity === 'ticket') ids.push(change.body.ticketId);
    ({ next: since, more } = page);
  }
  return ids;
}

it('a hub that breaks in the middle of its work says so, closes, ends with code 1, and comes back with all it had', async () => {
  const broken = await processes.start(dataFolder);
  const credentials = { workNo: '1001', password: demonstrationPassword, deskId: randomUUID() };
  const session = await hubClient(broken.url).auth.signIn(credentials);
  const { accessToken, keys } = session;
  const client = hubClient(broken.url, accessToken);
  const ticketId = randomUUID();
  const save = { commandId: randomUUID(), command: aTicketSave(ticketId) };
  expect((await client.commands.submit(save)).kind).toBe('accepted');
  const whole = await makeSegment(keys, {});
  expect((await uploadWhole(broken.url, accessToken, whole)).status).toBe(204);
  const half = await makeSegment(keys, {
    chunks: [[{ kind: 'audio', bytes: randomBytes(50_000) }]],
  });
  const tus = tusClient(broken.url, accessToken);
  const location = (await tus.create(half)).headers.get('location') ?? '';
  await tus.patch(location, 0, half.bytes.subarray(0, 20_000));

  expect(await broken.breakIt()).toBe(1);
  const lines = broken
    .log()
    .split('\n')
    .filter(Boolean)
    .map((line): Record<string, unknown> => JSON.parse(line));
  expect(lines.filter(({ event }) => event === 'process.uncaught')).toMatchObject([
    { way: 'exception', goesOn: false, count: 1 },
  ]);
  // What was open has been closed and not cut off.
  expect(lines.at(-1)).toMatchObject({ event: 'hub.closed' });

  const back = await processes.start(dataFolder);
  const again = hubClient(back.url, accessToken);
  expect(await ticketsOf(again)).toContain(ticketId);
  const { recordingId } = whole.metadata;
  expect(await again.recordings.receipt({ recordingId, segment: 0 })).not.toBeNull();
  const resumed = tusClient(back.url, accessToken);
  expect((await resumed.head(location)).headers.get('upload-offset')).toBe('20000');
  expect((await resumed.patch(location, 20_000, half.bytes.subarray(20_000))).status).toBe(204);
});
