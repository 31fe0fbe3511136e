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
});
