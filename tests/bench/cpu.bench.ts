import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startAsterisk } from '../support/asterisk.ts';
import { callTheListener } from '../support/citizen-on-line.ts';
import { startSoundListener } from '../support/sound-listener.ts';
import { voice, writeVoiceFile } from '../support/voice-file.ts';
import { cpuShare, ownBrowserPids } from './cpu-share.ts';
import { figureOf, print } from './figure.ts';
import { figureSuffix, printPeerTable } from './peer-table.ts';
import { type SeatName, openDeskSeat, openPeerSeat } from './seats.ts';

/** Compiling, garbage and the first copy of the tickets are the sign-in's, not an idle seat's. */
const settleMs = 15_000;

/**
 * Percent of one processor that an idle registered seat uses, and one in a call with sound both ways, over `--seconds` (60) each.
 * Ours counts the browser with both pages and the host, which also records; the libraries' seats are a browser with one page.
 */
export async function run({ seconds = '60' }: Readonly<Record<string, string>>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-bench-'));
  const microphoneFile = join(folder, 'voice.wav');
  writeVoiceFile(microphoneFile);
  const asterisk = await startAsterisk();
  const listener = await startSoundListener();
  const idle: Partial<Record<SeatName, number>> = {};
  const talking: Partial<Record<SeatName, number>> = {};
  const options = { asterisk, microphoneFile };
  try {
    for (const name of ['ours', 'SIP.js SimpleUser', 'JsSIP'] as const) {
      const desk = name === 'ours' ? await openDeskSeat(options) : null;
      const seat = desk ?? (await openPeerSeat(name === 'ours' ? 'JsSIP' : name, options));
      const hosts = desk ? [desk.stack.hostPid()] : [];
      const measure = () => cpuShare(() => [...ownBrowserPids(), ...hosts], Number(seconds));
      try {
        await setTimeout(settleMs);
        idle[name] = await measure();
        const { line } = await callTheListener(asterisk, listener, seat.extension);
        line.say(voice(8000, 8));
        await seat.untilRinging();
        await seat.answer();
        await line.untilSound();
        talking[name] = await measure();
        line.close();
        await seat.untilEnded();
      } finally {
        await seat.close();
      }
    }
  } finally {
    await listener.close();
    await asterisk.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  report('cpu', idle, talking);
}

function report(
  name: string,
  idle: Partial<Record<SeatName, number>>,
  talking: Partial<Record<SeatName, number>>,
): void {
  for (const seat of ['ours', 'SIP.js SimpleUser', 'JsSIP'] as const) {
    print(figureOf(`${name}.idle${figureSuffix[seat]}`, 'percent', [idle[seat] ?? Number.NaN]));
    print(figureOf(`${name}.call${figureSuffix[seat]}`, 'percent', [talking[seat] ?? Number.NaN]));
  }
  printPeerTable([
    { what: 'idle', unit: 'percent of one processor', values: idle },
    { what: 'one call', unit: 'percent of one processor', values: talking },
  ]);
}
