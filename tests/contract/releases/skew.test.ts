import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReleaseDesk, ReleaseHub } from '../../support/releases/release.ts';
import {
  type Release,
  type ReleaseData,
  frozen,
  releaseData,
  releaseNames,
  today,
} from '../../support/releases/releases.ts';

describe.each(releaseNames)('desk and hub of two releases: %s and today', (name) => {
  let data: ReleaseData;
  let old: Release;
  let hub: ReleaseHub | null = null;
  let desk: ReleaseDesk | null = null;
  beforeEach(async () => {
    data = releaseData();
    old = await frozen(name);
  });
  afterEach(async () => {
    await desk?.close();
    await hub?.close();
    data.remove();
  });

  it.each([
    ['old desk, new hub', true],
    ['new desk, old hub', false],
  ])('%s: sign-in, call, recording, upload and tickets', async (_, isDeskOld) => {
    const [ofDesk, ofHub] = isDeskOld ? [old, today] : [today, old];
    hub = await ofHub.openHub({ dataFolder: data.dataFolder });
    desk = await ofDesk.openDesk({ directory: data.directory, hubUrl: hub.url });
    await desk.signIn();
    await desk.until('replica', ({ sync }) => sync.replicaAt !== null);
    await desk.goOnDuty();
    const call = await desk.takeCall();
    const missed = await desk.missCall();
    const saved = await desk.saveTicket('saved', call);
    const closed = await desk.saveTicket('to be closed');
    await desk.closeTicket(closed, 'closed');
    await expect.poll(hub.calls).toEqual(
      expect.arrayContaining([
        { callId: call.callId, recording: 'synced' },
        { callId: missed, recording: null },
      ]),
    );
    await expect.poll(hub.tickets).toEqual(
      expect.arrayContaining([
        { ticketId: saved.ticketId, content: 'saved', state: expect.any(String) },
        { ticketId: closed.ticketId, content: 'closed', state: 'closed' },
      ]),
    );
    expect(await desk.ticketContent(closed.ticketId)).toBe('closed');
    expect(await desk.calls()).toContainEqual({ callId: call.callId, recording: 'synced' });
    expect(desk.state().problems.map(({ code }) => code)).toEqual([]);
    expect(desk.state().sync.hub).toBe('online');
  });
});
