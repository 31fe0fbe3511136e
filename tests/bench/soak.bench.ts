import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import { callTheListener } from '../support/citizen-on-line.ts';
import { labAccount } from '../support/lab-account.ts';
import { type SoundListener, startSoundListener } from '../support/sound-listener.ts';
import { startStack } from '../support/stack.ts';
import { voice, writeVoiceFile } from '../support/voice-file.ts';
import { figureOf, print } from './figure.ts';
import { type Growth, type Sizes, growthOf, openSizes } from './growth.ts';
import { runLongCall } from './long-call.ts';
import { installPageTaps } from './page-taps.ts';
import { type DeskSeat, openDeskSeat } from './seats.ts';

/** Two samples are needed for a line; the first calls warm caches up and are not sampled. */
const samples = 20;
const talkMs = 700;
const sentence = voice(8000, 8);

/**
 * A shift: `--calls` short calls in a row (500) through the real desk on Asterisk, each answered by a click, heard by the citizen
 * and hung up by either side in turn, with what has grown meanwhile; and on a second desk at the same time one call of `--minutes` (60).
 */
export async function run({
  calls = '500',
  minutes = '60',
}: Readonly<Record<string, string>>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-bench-'));
  const microphoneFile = join(folder, 'voice.wav');
  writeVoiceFile(microphoneFile);
  const asterisk = await startAsterisk();
  const listener = await startSoundListener();
  const desk = await openDeskSeat({ asterisk, microphoneFile });
  const second = await startStack({
    pbx: labAccount(asterisk, { extension: '1002', secret: asterisk.secrets['1002'] }),
    hubUrl: desk.stack.hubUrl,
    tap: installPageTaps,
    browser: { microphoneFile },
  });
  try {
    await second.signIn();
    await second.agent().untilReady(60_000);
    const longCall = runLongCall({ asterisk, listener, stack: second, minutes: Number(minutes) });
    longCall.catch(() => undefined);
    await runShortCalls(asterisk, listener, desk, Number(calls));
    print(await longCall);
  } finally {
    await second.stop();
    await desk.close();
    await listener.close();
    await asterisk.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runShortCalls(
  asterisk: Asterisk,
  listener: SoundListener,
  desk: DeskSeat,
  calls: number,
): Promise<void> {
  const measure = await openSizes(desk.stack);
  const at: number[] = [];
  const sizes: Sizes[] = [];
  const heard: number[] = [];
  let failed = 0;
  const every = Math.max(1, Math.floor(calls / samples));
  for (let index = 1; index <= calls; index += 1) {
    try {
      heard.push(await shortCall(asterisk, listener, desk, index));
    } catch (error) {
      failed += 1;
      process.stderr.write(`[soak] call ${index}: ${String(error)}\n`);
      await asterisk.manager().command('channel request hangup all');
      await setTimeout(2000);
    }
    if (index % every !== 0) continue;
    at.push(index);
    sizes.push(await measure());
    process.stderr.write(
      `[soak] ${index} calls, ${failed} failed, ${JSON.stringify(sizes.at(-1))}\n`,
    );
  }
  print(figureOf('soak', 'ms', heard, { failed, calls, ...flat(at, sizes) }));
}

/** Returns milliseconds from the click until the citizen heard the agent. */
async function shortCall(
  asterisk: Asterisk,
  listener: SoundListener,
  desk: DeskSeat,
  index: number,
): Promise<number> {
  const { line, untilEnded } = await callTheListener(asterisk, listener, desk.extension);
  line.say(sentence);
  await desk.untilRinging();
  const clickedAt = performance.timeOrigin + performance.now();
  await desk.answer();
  const heardAt = await line.untilSound();
  await setTimeout(talkMs);
  if (index % 2 === 0) line.close();
  else await desk.hangUp();
  await untilEnded();
  await desk.untilEnded();
  return heardAt - clickedAt;
}

/** `hostRssKb.start`, `.end`, `.perHundredCalls` … of each size. */
function flat(at: readonly number[], sizes: readonly Sizes[]): Record<string, number> {
  const [first] = sizes;
  if (!first || sizes.length < 2) return {};
  const rows = ([...Object.keys(first)] as (keyof Sizes)[]).flatMap((name) => {
    const growth: Growth = growthOf(
      at,
      sizes.map((one) => one[name]),
    );
    return Object.entries(growth).map(([part, value]) => [`${name}.${part}`, value] as const);
  });
  return Object.fromEntries(rows);
}
