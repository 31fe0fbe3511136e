import { randomUUID } from 'node:crypto';
import type { Asterisk } from './asterisk.ts';
import type { SoundLine, SoundListener } from './sound-listener.ts';
import { until } from './until.ts';

/** A citizen whose ear and mouth are a `SoundLine`. */
export interface CitizenOnLine {
  readonly line: SoundLine;
  hasEnded(): boolean;
  untilEnded(limitMs?: number): Promise<void>;
}

/** Calls an extension as a citizen; once it is answered, her sound goes to and comes from the listener. */
export async function callTheListener(
  asterisk: Asterisk,
  listener: SoundListener,
  extension: '1001' | '1002',
  fromNumber = '19900000777',
): Promise<CitizenOnLine> {
  const line = listener.expectCall();
  const before = asterisk.manager().events().length;
  const id = `citizen-${randomUUID().slice(0, 8)}`;
  await asterisk.manager().act('Originate', {
    Channel: `Local/${extension}@lab-inbound/n`,
    ChannelId: id,
    OtherChannelId: `${id}-2`,
    Application: 'AudioSocket',
    Data: `${line.id},${listener.address}`,
    Timeout: '60000',
    Async: 'true',
    Variable: [`LAB_NUMBER=${fromNumber}`, 'LAB_NAME='],
  });
  const hasEnded = () =>
    asterisk
      .manager()
      .events()
      .slice(before)
      .some((event) => event['Event'] === 'Hangup' && event['Uniqueid'] === id);
  return {
    line,
    hasEnded,
    untilEnded: (limitMs = 10_000) => until('the end of the call', hasEnded, limitMs),
  };
}
