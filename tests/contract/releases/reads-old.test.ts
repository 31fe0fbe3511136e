import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hubCommandSchema } from '../../../src/shared/contract/commands/schemas.ts';
import { keptDuty } from '../../../src/shared/kept/agent-duty.ts';
import { keptAudio } from '../../../src/shared/kept/audio.ts';
import { keptContactUser } from '../../../src/shared/kept/contact-user.ts';
import {
  keptDeskId,
  keptLatestTime,
  keptReplicaAt,
  keptReplicaContract,
  keptReplicaSeq,
} from '../../../src/shared/kept/desk-facts.ts';
import { keptHubKeys } from '../../../src/shared/kept/hub-keys.ts';
import type { Kept } from '../../../src/shared/kept/kept.ts';
import { keptVerifier } from '../../../src/shared/kept/offline-verifier.ts';
import { keptSession } from '../../../src/shared/kept/session.ts';
import { keptView } from '../../../src/shared/kept/view.ts';
import { keptWindowSettings } from '../../../src/shared/kept/window-settings.ts';
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

  it('its pages’ values are read: look and devices', () => {
    data = releaseData();
    const kept = z
      .record(z.string(), z.string())
      .parse(JSON.parse(frozenText(name, 'browser.json')));
    const read = <T>(value: Kept<T, T | null>) => value.read(kept[value.key] ?? null);
    expect(Object.values(keptView).map((value) => value.read(kept[value.key] ?? null))).toEqual([
      'tickets',
      'night',
      125,
    ]);
    expect(read(keptAudio)).toMatchObject({ settings: { microphoneId: 'm1', ringerVolume: 40 } });
    expect(read(keptContactUser)).toBe('0a1b2c3d4e5f6071');
  });

  it('each of its desk’s kept values is read without a word', () => {
    data = releaseData();
    const texts = z.record(z.string(), z.string()).parse(JSON.parse(frozenText(name, 'kept.json')));
    const values = [
      keptSession,
      keptHubKeys,
      keptVerifier('1001'),
      keptDuty('1001'),
      keptWindowSettings,
      keptDeskId,
      keptLatestTime,
      keptReplicaSeq,
      keptReplicaAt,
      keptReplicaContract,
    ];
    // A release of before has not kept all of them.
    expect(values.map(({ key }) => key)).toEqual(expect.arrayContaining(Object.keys(texts)));
    expect(Object.keys(texts).length).toBeGreaterThan(8);
    const warn = (_: string, fields?: object) => expect.fail(JSON.stringify(fields));
    for (const { key, read } of values.filter((value) => value.key in texts))
      expect(read(texts[key] ?? null, { warn })).not.toBeNull();
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
