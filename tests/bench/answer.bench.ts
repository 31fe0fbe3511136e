import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import { callTheListener } from '../support/citizen-on-line.ts';
import { type SoundListener, startSoundListener } from '../support/sound-listener.ts';
import { writeVoiceFile } from '../support/voice-file.ts';
import { type Figure, figureOf, print, round } from './figure.ts';
import { readTaps } from './page-taps.ts';
import { figureSuffix, printPeerTable } from './peer-table.ts';
import { type Seat, type SeatName, openDeskSeat, openPeerSeat } from './seats.ts';

const rounds = 12;
/** Nobody sees a ring and clicks sooner (about 250 ms is a fast simple reaction); the robot would within 50 ms. */
const reactionMs = 300;

interface Moments {
  /** Click to the 200 that leaves the page, and to the agent's first sound at the citizen's end. */
  readonly establishedMs: number;
  readonly heardMs: number;
}

/**
 * How long the click on 接听 takes: until the call is established (the 200 leaves the socket: seen alike in every page), and until
 * the citizen hears the agent, by sound, at the far end of Asterisk. Our desk and the two known libraries against the same Asterisk
 * in the same run; one call each in turn.
 */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-bench-'));
  const microphoneFile = join(folder, 'voice.wav');
  writeVoiceFile(microphoneFile);
  const asterisk = await startAsterisk();
  const listener = await startSoundListener();
  const desk = await openDeskSeat({ asterisk, microphoneFile });
  try {
    const samples = new Map<SeatName, Moments[]>();
    for (const name of ['SIP.js SimpleUser', 'JsSIP'] as const) {
      const peer = await openPeerSeat(name, { asterisk, microphoneFile });
      try {
        for (let index = 0; index < rounds; index += 1) {
          for (const seat of [peer, desk]) {
            const moments = await oneCall(asterisk, listener, seat);
            samples.set(seat.name, [...(samples.get(seat.name) ?? []), moments]);
          }
        }
      } finally {
        await peer.close();
      }
    }
    report(samples);
  } finally {
    await desk.close();
    await listener.close();
    await asterisk.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function oneCall(asterisk: Asterisk, listener: SoundListener, seat: Seat): Promise<Moments> {
  const { line, untilEnded } = await callTheListener(asterisk, listener, seat.extension);
  await seat.untilRinging();
  await setTimeout(reactionMs);
  const clicks = (await readTaps(seat.clicked)).clicks.length;
  const answers = (await readTaps(seat.phone)).answers.length;
  await seat.answer();
  const heardAt = await line.untilSound();
  const clickedAt = (await readTaps(seat.clicked)).clicks[clicks] ?? Number.NaN;
  const answeredAt = (await readTaps(seat.phone)).answers[answers] ?? Number.NaN;
  line.close();
  await untilEnded();
  await seat.untilEnded();
  return { establishedMs: answeredAt - clickedAt, heardMs: heardAt - clickedAt };
}

function report(samples: ReadonlyMap<SeatName, readonly Moments[]>): void {
  const figures = (name: SeatName) => {
    const suffix = figureSuffix[name];
    const moments = samples.get(name) ?? [];
    const established = moments.map(({ establishedMs }) => establishedMs);
    const heard = moments.map(({ heardMs }) => heardMs);
    return {
      established: figureOf(`answer.established${suffix}`, 'ms', established),
      heard: figureOf(`answer.heard${suffix}`, 'ms', heard),
    };
  };
  const ours = figures('ours');
  const simpleUser = figures('SIP.js SimpleUser');
  const jssip = figures('JsSIP');
  const share = (mine: Figure, theirs: Figure) => round(mine.p50 / theirs.p50);
  print({
    ...ours.established,
    name: 'answer',
    ratioEstablished: share(ours.established, simpleUser.established),
    ratioHeard: share(ours.heard, simpleUser.heard),
    ratioEstablishedJsSIP: share(ours.established, jssip.established),
    ratioHeardJsSIP: share(ours.heard, jssip.heard),
    reactionMs,
    peer: 'SIP.js SimpleUser',
  });
  print(ours.heard);
  for (const { established, heard } of [simpleUser, jssip]) {
    print(established);
    print(heard);
  }
  const row = (what: 'established' | 'heard') => ({
    ours: ours[what].p50,
    'SIP.js SimpleUser': simpleUser[what].p50,
    JsSIP: jssip[what].p50,
  });
  printPeerTable([
    { what: 'click to established', unit: 'ms, median', values: row('established') },
    { what: 'click to heard by the citizen', unit: 'ms, median', values: row('heard') },
  ]);
}
