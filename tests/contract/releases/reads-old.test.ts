import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hubCommandSchema } from '../../../src/shared/contract/commands/schemas.ts';
import type { ReleaseDesk, ReleaseHub } from '../../support/releases/release.ts';
import {
  type ReleaseData,
  frozenText,
  releaseData,
  releaseNames,
  today,
} from '../../support/releases/releases.ts';

const allSent = ({ sync }: ReturnType<ReleaseDesk['state']>) =>
  sync.commandsWaiting === 0 && sync.recordingsWaiting === 0 && sync.lastSyncedAt !== null;

describe.each(releaseNames)('what %s has left on the disks', (name) => {
  let data: ReleaseData;
  let hub: ReleaseHub | null = null;
  let desk: ReleaseDesk | null = null;
  afterEach(async () => {
    await desk?.close();
    await hub?.close();
    data.remove();
  });

  it('today’s desk and hub go on from it, and nothing that waited is lost', async () => {
    data = releaseData(name);
    const openHub = await today.openHub({ dataFolder: data.dataFolder });
    hub = openHub;
    const before = await hub.tickets();
    expect(before.map(({ content }) => content)).toContain('at the hub');
    desk = await today.openDesk({ directory: data.directory, hubUrl: hub.url });
    expect(desk.state().problems.map(({ code }) => code)).toEqual([]);
    expect(await desk.callBar()).toBe('never');
    await desk.signIn();
    await desk.until('all sent', allSent);
    const contents = async () => (await openHub.tickets()).map(({ content }) => content);
    await expect
      .poll(contents)
      .toEqual(expect.arrayContaining(['waits', 'closed while the hub was away']));
    const after = await hub.tickets();
    const calls = await hub.calls();
    expect(calls.filter(({ recording }) => recording === 'synced')).toHaveLength(2);
    expect(calls).toHaveLength(3);
    expect(await desk.calls()).toHaveLength(3);
    const edited = after.find(({ content }) => content === 'closed while the hub was away');
    expect(await desk.draftContent(edited?.ticketId ?? '')).toBe('typed and not saved');
    expect(desk.state().problems.map(({ code }) => code)).toEqual([]);
  });

  it('today’s hub takes each of its commands', () => {
    data = releaseData();
    const commands = z.array(z.unknown()).parse(JSON.parse(frozenText(name, 'hub-commands.json')));
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) {
      expect(hubCommandSchema.safeParse(command).error).toBeUndefined();
    }
  });
});
