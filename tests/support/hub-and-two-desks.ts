import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demonstrationPassword } from '../../src/hub/seed/seed-users.ts';
import { hubClient } from './hub-client.ts';
import { createHubProcesses } from './hub-process.ts';

/** A hub as a process of its own with two agents signed in at it: the one who misbehaves, and the one who must not feel it. */
export async function startHubAndTwoDesks() {
  const processes = createHubProcesses();
  const dataFolder = await mkdtemp(join(tmpdir(), 'hub-two-desks-'));
  const hub = await processes.start(dataFolder);
  const signIn = (workNo: string) =>
    hubClient(hub.url).auth.signIn({
      workNo,
      password: demonstrationPassword,
      deskId: randomUUID(),
    });
  return {
    hub,
    signIn,
    port: Number(new URL(hub.url).port),
    bad: await signIn('1001'),
    good: await signIn('1002'),
    async stop() {
      await processes.killAll();
      await rm(dataFolder, { recursive: true });
    },
  };
}

export type HubAndTwoDesks = Awaited<ReturnType<typeof startHubAndTwoDesks>>;
