import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import { callTheListener } from '../support/citizen-on-line.ts';
import { type SoundListener, startSoundListener } from '../support/sound-listener.ts';
import { writeVoiceFile } from '../support/voice-file.ts';
import { figureOf, print, round } from './figure.ts';
import { readTaps } from './page-taps.ts';
import { figureSuffix, printPeerTable } from './peer-table.ts';
import { transferTarget } from './peers/transfer-target.ts';
import { type Seat, type SeatName, openDeskSeat, openPeerSeat } from './seats.ts';

/** The agent reads the number that she has typed before she clicks. */
const reactionMs = 300;
const limitMs = 10_000;

/**
 * Blind transfer of a citizen's call to a number of the public network, `--rounds` (20) times: from the click until the PBX sends
 * the citizen to that number, by its manager's event. Our desk and JsSIP against the same Asterisk in the same run, one call each in
 * turn; SIP.js `SimpleUser` cannot transfer.
 */
export async function run({ rounds = '20' }: Readonly<Record<string, string>>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-bench-'));
  const microphoneFile = join(folder, 'voice.wav');
  writeVoiceFile(microphoneFile);
  const asterisk = await startAsterisk();
  const listener = await startSoundListener();
  const lab = { asterisk, listener };
  const samples: Record<'ours' | 'JsSIP', number[]> = { ours: [], JsSIP: [] };
  try {
    const desk = await openDeskSeat({ asterisk, microphoneFile });
    try {
      const jssip = await openPeerSeat('JsSIP', { asterisk, microphoneFile });
      try {
        for (let index = 0; index < Number(rounds); index += 1) {
          samples.JsSIP.push(await oneTransfer(lab, jssip));
          samples.ours.push(await oneTransfer(lab, desk));
        }
      } finally {
        await jssip.close();
      }
    } finally {
      await desk.close();
    }
  } finally {
    await listener.close();
    await asterisk.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  report(samples);
}

interface Lab {
  readonly asterisk: Asterisk;
  readonly listener: SoundListener;
}

/** Milliseconds from the click; infinite when the PBX has not sent the citizen on. */
async function oneTransfer({ asterisk, listener }: Lab, seat: Seat): Promise<number> {
  const { line, untilEnded } = await callTheListener(asterisk, listener, seat.extension);
  await seat.untilRinging();
  await seat.answer();
  await line.untilSound();
  await seat.prepareTransfer();
  await setTimeout(reactionMs);
  const actedAt = untilSentOn(asterisk);
  await seat.transfer();
  const at = await actedAt;
  // In our desk the keys before it have clicked too: the last click is the one that transfers.
  const clickedAt = (await readTaps(seat.clicked)).clicks.at(-1) ?? Number.NaN;
  if (at !== Infinity) await seat.untilEnded();
  line.close();
  await untilEnded();
  if (at === Infinity) await seat.untilEnded();
  return at - clickedAt;
}

/** When the first step of the dialplan for the number reached this process, in epoch milliseconds; looks every millisecond. */
async function untilSentOn(asterisk: Asterisk): Promise<number> {
  const events = asterisk.manager().events();
  let seen = events.length;
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    for (; seen < events.length; seen += 1) {
      const { Event, Exten } = events[seen] ?? {};
      if (Event === 'Newexten' && Exten === transferTarget) {
        return performance.timeOrigin + performance.now();
      }
    }
    await setTimeout(1);
  }
  return Infinity;
}

function report(samples: Readonly<Partial<Record<SeatName, readonly number[]>>>): void {
  const values: Partial<Record<SeatName, number>> = {};
  const figures = (['JsSIP', 'ours'] as const).map((seat) => {
    const all = samples[seat] ?? [];
    const done = all.filter(Number.isFinite);
    const failed = all.length - done.length;
    const figure = figureOf(`transfer${figureSuffix[seat]}`, 'ms', done, { failed });
    values[seat] = figure.p50;
    return { seat, figure };
  });
  for (const { seat, figure } of figures.toReversed()) {
    const ratio = round(figure.p50 / (values.JsSIP ?? Number.NaN));
    print(seat === 'ours' ? { ...figure, ratio, peer: 'JsSIP', reactionMs } : figure);
  }
  printPeerTable([{ what: 'click to sent on by the PBX', unit: 'ms, median', values }]);
}
