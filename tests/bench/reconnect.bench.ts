import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import { writeVoiceFile } from '../support/voice-file.ts';
import { type CutLine, startCutLine } from './cut-line.ts';
import { figureOf, print, round } from './figure.ts';
import { readTaps } from './page-taps.ts';
import { figureSuffix, printPeerTable } from './peer-table.ts';
import { type Seat, type SeatName, openDeskSeat, openPeerSeat } from './seats.ts';

const limitMs = 90_000;

interface Samples {
  readonly cut: number[];
  readonly restart: number[];
}

/**
 * Registered again (the 200 to a REGISTER reaches the page) after the socket was cut, `--cuts` (10) times; and after the PBX was
 * killed and is up again, `--restarts` (3) times, counted from the moment it answers its manager.
 */
export async function run({
  cuts = '10',
  restarts = '3',
}: Readonly<Record<string, string>>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-bench-'));
  const microphoneFile = join(folder, 'voice.wav');
  writeVoiceFile(microphoneFile);
  const asterisk = await startAsterisk();
  const line = await startCutLine(asterisk.wsUrl);
  const options = { asterisk, microphoneFile, serverUrl: line.url };
  const all = new Map<SeatName, Samples>();
  try {
    for (const name of ['ours', 'SIP.js SimpleUser', 'JsSIP'] as const) {
      const seat =
        name === 'ours' ? await openDeskSeat(options) : await openPeerSeat(name, options);
      try {
        all.set(name, await measure(seat, { asterisk, line, cuts, restarts }));
      } finally {
        await seat.close();
      }
    }
  } finally {
    await line.close();
    await asterisk.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  report(all);
}

interface Trial {
  readonly asterisk: Asterisk;
  readonly line: CutLine;
  readonly cuts: string;
  readonly restarts: string;
}

async function measure(seat: Seat, { asterisk, line, cuts, restarts }: Trial): Promise<Samples> {
  const samples: Samples = { cut: [], restart: [] };
  for (let index = 0; index < Number(cuts); index += 1) {
    // A registration that has stood for a while: that is what gets cut in an office.
    await setTimeout(5000);
    const before = await registrations(seat);
    const at = line.cut();
    samples.cut.push((await nextRegistration(seat, before.length)) - at);
  }
  for (let index = 0; index < Number(restarts); index += 1) {
    await setTimeout(5000);
    const before = await registrations(seat);
    await asterisk.restart();
    const at = performance.timeOrigin + performance.now();
    samples.restart.push(Math.max(0, (await nextRegistration(seat, before.length)) - at));
  }
  return samples;
}

async function registrations(seat: Seat): Promise<readonly number[]> {
  return (await readTaps(seat.phone)).registrations;
}

/** Infinite when it does not come: the seat has given up, and a person would have to act. */
async function nextRegistration(seat: Seat, count: number): Promise<number> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    const next = (await registrations(seat))[count];
    if (next !== undefined) return next;
    await setTimeout(50);
  }
  return Infinity;
}

function report(all: ReadonlyMap<SeatName, Samples>): void {
  const medians = (['cut', 'restart'] as const).map((what) => {
    const name = what === 'cut' ? 'reconnect' : 'reconnect.pbxRestart';
    const values: Partial<Record<SeatName, number>> = {};
    for (const [seat, samples] of all) {
      const came = samples[what].filter(Number.isFinite);
      const gaveUp = samples[what].length - came.length;
      if (came.length === 0) continue;
      const figure = figureOf(`${name}${figureSuffix[seat]}`, 'ms', came, { gaveUp });
      values[seat] = figure.p50;
      const ours = values.ours ?? Number.NaN;
      print(seat === 'ours' ? figure : { ...figure, ratio: round(ours / figure.p50) });
    }
    return { what: name, unit: 'ms, median', values };
  });
  printPeerTable(medians);
}
