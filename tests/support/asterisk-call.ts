import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AsteriskManager, ManagerMessage } from './asterisk-manager.ts';
import { until } from './until.ts';

export interface AsteriskCallOptions {
  readonly to: '1001' | '1002' | 'queue' | 'night';
  /** As the PBX writes it, with whatever prefix; `null` = withheld. */
  readonly fromNumber: string | null;
  /** Bytes as they are: a name need not be UTF-8. */
  readonly displayName?: string | Uint8Array;
  readonly ticketNo?: string;
  readonly line?: string;
  /** WAV of 8 kHz that the citizen says once after the answer; a standing sentence without it. */
  readonly speechFile?: string;
  /** Says it again and again. */
  readonly talksOn?: boolean;
}

/** One citizen's call, as Asterisk sees it. */
export interface AsteriskCall {
  readonly id: string;
  isRinging(): boolean;
  isAnswered(): boolean;
  /** The citizen has said everything. */
  hasSpoken(): boolean;
  hasEnded(): boolean;
  /** Resolves when the agent has answered; fails when the call ends before. */
  untilAnswered(): Promise<void>;
  /** Resolves when the citizen's side is over. */
  untilEnded(limitMs?: number): Promise<void>;
  hangUp(): Promise<void>;
  /** The citizen presses keys. */
  press(digits: string): Promise<void>;
  /** Manager events of both halves of this call and of the phone's channel. */
  events(): readonly ManagerMessage[];
  /** Loudness (RMS of full scale, 0–1) of what the citizen has heard in the last `ms`; 0 before the answer. */
  heardLevel(ms: number): number;
  /** How long the citizen has heard sound, in all. */
  heardMs(): number;
}

export interface AsteriskRun {
  readonly manager: AsteriskManager;
  readonly folder: string;
  readonly inside: string;
}

const samplesPerMs = 8;
const frameMs = 20;
const frameLength = frameMs * samplesPerMs;
/** Loudness below which nobody speaks. */
const quiet = 0.003;

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
    LAB_NAME: percentEncoded(Buffer.from(options.displayName ?? '')),
    LAB_SPEECH: `${inside}/speech/${speech}`,
    HOTLINE_TICKET: options.ticketNo ?? '',
    HOTLINE_LINE: options.line ?? '',
    LAB_TALKS_ON: options.talksOn ? 'yes' : 'no',
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
  const answer = () => events().find((event) => event['Event'] === 'OriginateResponse');
  const call = {
    isRinging: () =>
      events().some(({ Channel, ChannelStateDesc }) =>
        Boolean(Channel?.startsWith('PJSIP/') && ChannelStateDesc === 'Ringing'),
      ),
    isAnswered: () => answer()?.['Response'] === 'Success',
    hasSpoken: () => events().some((event) => event['UserEvent'] === 'Spoken'),
    hasEnded: () => has('Hangup'),
  };
  const channel = () => events().find((event) => event['Uniqueid'] === id)?.['Channel'] ?? id;
  const heard = () => heardSamples(join(folder, 'heard', `${id}-in.wav`));
  return {
    id,
    ...call,
    events,
    async untilAnswered() {
      await until('the answer', () => answer() !== undefined || call.hasEnded(), 60_000);
      if (!call.isAnswered()) throw new Error('the call ended before an answer');
    },
    untilEnded: (limitMs = 10_000) => until('the end of the call', call.hasEnded, limitMs),
    hangUp: async () => void (await manager.act('Hangup', { Channel: channel() })),
    async press(digits) {
      for (const Digit of digits) await manager.act('PlayDTMF', { Channel: channel(), Digit });
    },
    heardLevel: (ms) => loudness(heard().slice(-ms * samplesPerMs)),
    heardMs() {
      const samples = heard();
      const frames = Math.floor(samples.length / frameLength);
      return (
        Array.from({ length: frames }, (_none, index) =>
          loudness(samples.subarray(index * frameLength, (index + 1) * frameLength)),
        ).filter((level) => level > quiet).length * frameMs
      );
    },
  };
}

function percentEncoded(bytes: Uint8Array): string {
  return [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

/** Samples of a WAV of 16 bits at 8 kHz that may still be growing; none when it is not there yet. */
function heardSamples(path: string): Int16Array {
  if (!existsSync(path)) return new Int16Array();
  const bytes = readFileSync(path).subarray(44);
  return new Int16Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.length / 2));
}

/** RMS as a share of full scale; 0 for nothing. */
function loudness(samples: Int16Array): number {
  const sum = samples.reduce((total, sample) => total + (sample / 32_768) ** 2, 0);
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
