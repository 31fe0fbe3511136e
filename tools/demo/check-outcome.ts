import { writeFile } from 'node:fs/promises';
import type { CallListItem } from '../../src/shared/contract/calls/schemas.ts';
import type { Recording } from '../../src/shared/domain/recordings/recording.ts';
import type { Ticket } from '../../src/shared/domain/tickets/ticket.ts';
import { type SoundReport, measureSound } from './check-sound.ts';
import type { HubApi } from './hub-api.ts';
import { until } from './until.ts';

export interface ArchivedCall {
  readonly item: CallListItem;
  readonly recording: Recording;
}

/** Waits until the hub lists an answered call, where named one of this number, with a recording that it has signed for. */
export async function untilArchived(
  hub: HubApi,
  timeoutMs: number,
  numberKey?: string,
): Promise<ArchivedCall> {
  return until('录音没有归档', timeoutMs, async () => {
    const item = (await hub.calls()).find(
      ({ call }) =>
        call.answeredAt !== null && (numberKey === undefined || call.number.key === numberKey),
    );
    const recording = item?.recording ?? null;
    if (item === undefined || recording === null || recording.state !== 'synced') return null;
    return (await hub.hasReceipt(recording.recordingId)) ? { item, recording } : null;
  });
}

/** The hub's ticket must carry call, recording, knowledge entry, agent and times; throws with what is missing. */
export async function checkTicket(
  hub: HubApi,
  archived: ArchivedCall,
  workNo: string,
): Promise<Ticket> {
  const { call } = archived.item;
  const ticket = await until('工单没有同步到中心服务器', 20_000, async () => {
    const found = (await hub.tickets()).find(({ callIds }) => callIds.includes(call.callId));
    return (found?.urgedCount ?? 0) > 1 ? (found ?? null) : null;
  });
  const { recordingId } = archived.recording;
  const urged = ticket.course.findLast(({ kind }) => kind === 'urged');
  const missing = [
    ticket.recordingIds.includes(recordingId) ? null : 'recording',
    ticket.citations.length > 0 ? null : 'knowledge entry',
    urged?.byWorkNo === workNo ? null : 'agent',
    ticket.closedAt === null ? null : 'openness',
    urged && urged.at >= call.startedAt ? null : 'time',
  ].filter((part) => part !== null);
  if (missing.length > 0) throw new Error(`the urged ticket lacks: ${missing.join(', ')}`);
  return ticket;
}

/** Saves the recording as the hub gives it out and listens to both sides. Throws when one of them is missing. */
export async function checkRecording(
  hub: HubApi,
  { recording, item }: ArchivedCall,
  file: string,
): Promise<SoundReport> {
  const ogg = await hub.audio(recording.recordingId);
  await writeFile(file, ogg);
  const sound = await measureSound(ogg);
  if (sound.decodeErrors > 0)
    throw new Error(`the recording has ${sound.decodeErrors} decoding errors`);
  if (sound.agentSoundMs < 500)
    throw new Error(`the agent is heard for ${sound.agentSoundMs} ms only`);
  if (sound.citizenSoundMs < 500)
    throw new Error(`the citizen is heard for ${sound.citizenSoundMs} ms only`);
  const talked = (item.call.endedAt ?? 0) - (item.call.answeredAt ?? 0);
  if (Math.abs(sound.durationMs - talked) > 1500) {
    throw new Error(`the call took ${talked} ms but the recording has ${sound.durationMs} ms`);
  }
  return sound;
}
