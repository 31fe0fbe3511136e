import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import { labAccount } from '../support/lab-account.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { until } from '../support/until.ts';
import { writeVoiceFile } from '../support/voice-file.ts';

/** What a citizen hears who calls an extension directly, before and after the answer, by what Asterisk plays to her channel. */
describe.each([
  { answerMedia: 'early', early: 1 },
  { answerMedia: 'atAnswer', early: 0 },
] as const)('an answer on Asterisk with media $answerMedia', ({ answerMedia, early }) => {
  let asterisk: Asterisk;
  let stack: Stack;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hotline-voice-'));
    const microphoneFile = join(folder, 'voice.wav');
    writeVoiceFile(microphoneFile);
    asterisk = await startAsterisk();
    const pbx = { ...labAccount(asterisk), answerMedia };
    stack = await startStack({ pbx, browser: { microphoneFile } });
    await stack.signIn();
    await stack.agent().untilReady(60_000);
  });
  afterAll(async () => {
    await stack.stop();
    await asterisk.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    await asterisk.manager().command('channel request hangup all');
    await seen(words.call.idle);
  });

  const seen = (text: string) =>
    stack
      .desk()
      .getByRole('banner', { name: words.call.label })
      .getByText(text, { exact: true })
      .first()
      .waitFor({ timeout: 60_000 });
  /** A call whose dial plan lets early media through (`passes`), or rings by itself as the sample does. */
  const call = async (options: '' | 'r') => {
    const name = `ear-${answerMedia}-${options}`;
    const file = join(asterisk.folder, 'heard', `${name}.wav`);
    const inside = `/lab/${asterisk.folder.split('/').at(-1)}/heard/${name}`;
    const steps = [
      `1,MixMonitor(${inside}-both.wav,t(${inside}.wav))`,
      '2,Set(CALLERID(num)=19900000123)',
      `3,Dial(PJSIP/1001,60,${options})`,
    ];
    for (const step of steps)
      await asterisk.manager().command(`dialplan add extension s,${step} into ${name}`);
    await asterisk.manager().act('Originate', {
      Channel: `Local/s@${name}/n`,
      Application: 'Wait',
      Data: '600',
      Timeout: '60000',
      Async: 'true',
    });
    await seen(words.pill.alerting);
    const isRinging = () =>
      asterisk
        .manager()
        .events()
        .some(
          ({ Channel, ChannelStateDesc }) =>
            Channel?.startsWith(`Local/s@${name}`) && ChannelStateDesc === 'Ringing',
        );
    return { heard: () => samplesOf(file), isRinging };
  };
  const ringFor = async (ms: number) => {
    const over = performance.now() + ms;
    await until('the ringing', () => performance.now() > over, ms + 5000);
  };

  it('lets nothing of the agent out before the click, even where early media passes, and everything after', async () => {
    const citizen = await call('');
    await until('early media', () => secondsOf(citizen.heard()) >= 2 * early, 20_000);
    await ringFor(2000);
    expect(loudest(citizen.heard())).toBeLessThan(0.001);
    await stack.agent().answer();
    await until('the agent is heard', () => loudest(citizen.heard()) > 0.02, 20_000);
  });

  it('leaves the citizen her ring tone in the sample dial plan', async () => {
    const citizen = await call('r');
    await until('ringing', citizen.isRinging, 20_000);
    await ringFor(2000);
    expect(secondsOf(citizen.heard())).toBe(0);
    await stack.agent().answer();
    await until('the agent is heard', () => loudest(citizen.heard()) > 0.02, 20_000);
  });
});

function samplesOf(path: string): Int16Array {
  try {
    const bytes = readFileSync(path).subarray(44);
    return new Int16Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.length / 2));
  } catch {
    return new Int16Array();
  }
}

function secondsOf(samples: Int16Array): number {
  return samples.length / 8000;
}

/** Loudest 20 ms, RMS as a share of full scale. */
function loudest(samples: Int16Array): number {
  let most = 0;
  for (let from = 0; from + 160 <= samples.length; from += 160) {
    const sum = samples
      .subarray(from, from + 160)
      .reduce((all, one) => all + (one / 32_768) ** 2, 0);
    most = Math.max(most, Math.sqrt(sum / 160));
  }
  return most;
}
