import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from '../../../src/shared/logger.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { createSipDesk } from '../../support/sip-desk.ts';
import { until } from '../../support/until.ts';

const badCseq = [
  'SIP/2.0 200 OK',
  'Via: SIP/2.0/WS desk.invalid;branch=z9hG4bK1',
  'From: <sip:1003@pbx.example>;tag=a',
  'To: <sip:1003@pbx.example>;tag=b',
  'Call-ID: 1@desk',
  'CSeq: abc INVITE',
  'Content-Length: 0',
  '',
  '',
].join('\r\n');

/** A small generator of the same numbers on each run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

describe('a desk that is sent nonsense', () => {
  let desk: Awaited<ReturnType<typeof createSipDesk>>;
  const refused: string[] = [];
  const unhandled: unknown[] = [];
  const noteUnhandled = (reason: unknown) => void unhandled.push(reason);
  const logger: Logger = {
    ...silentLogger,
    warn: (event, fields) => event === 'sip.frameRefused' && refused.push(String(fields?.['rule'])),
  };
  beforeEach(async () => {
    refused.length = 0;
    unhandled.length = 0;
    process.on('unhandledRejection', noteUnhandled);
    desk = await createSipDesk({ logger });
    await desk.register();
  });
  afterEach(async () => {
    process.off('unhandledRejection', noteUnhandled);
    await desk.close();
  });

  const stillWorks = async () => {
    const before = desk.of('alerting').length;
    await desk.pbx.call();
    await until('a call still rings', () => desk.of('alerting').length > before);
    expect(desk.registration().kind).toBe('registered');
  };

  it('refuses a response with a bad CSeq and goes on', async () => {
    desk.wire.toDesk(badCseq);
    await until('refused', () => refused.length === 1);
    expect(refused).toEqual(['badCseq']);
    await stillWorks();
  });

  it('refuses an oversized frame and goes on', async () => {
    desk.wire.toDesk(`${badCseq}${'x'.repeat(1_000_000)}`);
    await until('refused', () => refused.length === 1);
    expect(refused).toEqual(['tooLong']);
    await stillWorks();
  });

  it('lets nothing out of the socket handler under 4 000 mutated messages', async () => {
    const random = createRandom(20261123);
    const sample: string[] = [
      badCseq.replace('abc', '1'),
      badCseq
        .replace('SIP/2.0 200 OK', 'OPTIONS sip:1003@pbx.example SIP/2.0')
        .replace('abc INVITE', '1 OPTIONS'),
    ];
    const pieces = [
      '\r\n',
      ':',
      ';',
      '<',
      '>',
      '"',
      '%',
      '\u0000',
      ',',
      '=',
      '@',
      '水',
      '999999999999',
      ' ',
    ];
    const mutate = (text: string) => {
      const at = Math.floor(random() * text.length);
      const piece = pieces[Math.floor(random() * pieces.length)] ?? '';
      const drop = Math.floor(random() * 8);
      return text.slice(0, at) + piece + text.slice(at + drop);
    };
    for (let round = 0; round < 4000; round += 1) {
      let text = sample[round % sample.length] ?? '';
      for (let change = 0; change <= round % 4; change += 1) text = mutate(text);
      desk.wire.toDesk(text);
    }
    await stillWorks();
    expect(refused.length).toBeGreaterThan(500);
    expect(unhandled).toEqual([]);
  });
});
