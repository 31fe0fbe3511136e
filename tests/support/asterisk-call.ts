import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AsteriskManager, ManagerMessage } from './asterisk-manager.ts';
import { until } from './until.ts';

export interface AsteriskCallOptions {
  readonly to: '1001' | '1002' | 'queue';
  /** As the PBX writes it, with whatever prefix; `null` = withheld. */
  readonly fromNumber: string | null;
  readonly displayName?: string;
  readonly ticketNo?: string;
  readonly line?: string;
  /** WAV of 8 kHz that the citizen says once after the answer; a standing sentence without it. */
  readonly speechFile?: string;
}

/** One citizen's call, as Asterisk sees it. */
export interface AsteriskCall {
  readonly id: string;
  /** Resolves when the agent has answered; fails when the call ends before. */
  untilAnswered(): Promise<void>;
  /** Resolves when the citizen's side is over. */
  untilEnded(limitMs?: number): Promise<void>;
  hangUp(): Promise<void>;
  /** Manager events of both halves of this call and of the phone's channel. */
  events(): readonly ManagerMessage[];
  /** Loudness (RMS of full scale, 0–1) of what the citizen has heard in the last `ms`; 0 before the answer. */
  heardLevel(ms: number): number;
}

export interface AsteriskRun {
  readonly manager: AsteriskManager;
  readonly folder: string;
  readonly inside: string;
}

const bytesPerMs = 16;

/** Places the call; resolves when Asterisk has taken the order, before anything rings. */
export async function placeAsteriskCall(
  { manager, folder, inside }: AsteriskRun,
  options: AsteriskCallOptions,
): Promise<AsteriskCall> {
  const id = `citizen-${randomUUID().slice(0, 8)}`;
  if (options.speechFile !== undefined) {
    copyFileSync(options.speechFile, join(folder, 'speech', `${id}.wav`));
  }
  const speech = options.speechFile === undefined ? 'citizen' : id;
  const variables = {
    LAB_CALL: id,
    LAB_NUMBER: options.fromNumber ?? '',
    LAB_NAME: options.displayName ?? '',
    LAB_SPEECH: `${inside}/speech/${speech}`,
    HOTLINE_TICKET: options.ticketNo ?? '',
    HOTLINE_LINE: options.line ?? '',
  };
  await manager.act('Originate', {
    Channel: `Local/${options.to}@lab-inbound/n`,
    ChannelId: id,
    OtherChannelId: `${id}-2`,
    Context: 'lab-talk',
    Exten: 's',
    Priority: '1',
    Timeout: '60000',
    Async: 'true',
    Variable: Object.entries(variables).map(([name, value]) => `${name}=${value}`),
  });
  const events = () =>
    manager.events().filter((event) => event['Linkedid'] === id || event['Uniqueid'] === id);
  const has = (name: string) =>
    events().some((event) => event['Event'] === name && event['Uniqueid'] === id);
  return {
    id,
    events,
    async untilAnswered() {
      await until('the answer', () => has('OriginateResponse') || has('Hangup'), 60_000);
      const answer = events().find((event) => event['Event'] === 'OriginateResponse');
      if (answer?.['Response'] !== 'Success') throw new Error('the call ended before an answer');
    },
    untilEnded: (limitMs = 10_000) => until('the end of the call', () => has('Hangup'), limitMs),
    async hangUp() {
      const channel = events().find((event) => event['Uniqueid'] === id)?.['Channel'];
      await manager.act('Hangup', { Channel: channel ?? id });
    },
    heardLevel(ms) {
      const path = join(folder, 'heard', `${id}-in.wav`);
      return existsSync(path) ? loudness(readFileSync(path).subarray(44), ms) : 0;
    },
  };
}

/** RMS of the last `ms` of 16-bit samples at 8 kHz. */
function loudness(bytes: Buffer, ms: number): number {
  const part = bytes.subarray(Math.max(0, bytes.length - ms * bytesPerMs));
  const count = Math.floor(part.length / 2);
  if (count === 0) return 0;
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += (part.readInt16LE(index * 2) / 32_768) ** 2;
  return Math.sqrt(sum / count);
}
