import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { incidentIdOf } from '../../src/shared/domain/incidents/storm.ts';
import { boardOf, replyCalls } from '../../src/shared/domain/incidents/incident.ts';
import type { IncidentLink } from '../../src/shared/domain/tickets/ticket-work.ts';
import { createSeededRandom } from '../../src/shared/seeded-random.ts';
import { type DeskWithHub, startDeskWithHub } from '../support/host/desk-with-hub.ts';
import { signInAt } from '../support/hub-client.ts';
import { figureOf, print } from './figure.ts';

/** Places of the storm, each with the ways in which its callers say it; the first is a listed point. */
const places: readonly (readonly string[])[] = [
  ['竹叶山立交', '竹叶山桥洞', '竹叶山立交附近', '竹叶山立交桥下'],
  [
    '建设大道与青年路交叉口',
    '青年路和建设大道路口',
    '建设大道、青年路交汇处',
    '武汉市建设大道与青年路口',
  ],
  ['解放大道12号', '解放大道１２号', '解放大道十二号门口', '武汉市江岸区解放大道 12号'],
  ['解放大道112号', '解放大道112号附近', '解放大道 一一二号'],
  ['沿江大道88号', '延江大道88号', '沿江大道88号旁边'],
  ['杨泗苑小区3栋', '青年路杨泗苑小区3栋', '杨泗苑小区 ３栋'],
  ['杨泗苑小区5栋', '杨泗苑小区五栋'],
  ['街道口地铁站', '街道口地铁站附近'],
];
const calls = 60;
/** 60 calls in 30 minutes of the desks' clocks. */
const gapMs = 30_000;

/**
 * A storm: 60 calls in 30 simulated minutes, two agents at real desks (host, store and socket, without the page) of one real hub. The machine's part
 * of a call alone: what an agent says and types is not in it. Who of the callers of one place came into one incident is counted against the truth.
 */
export async function run({ seed = '1' }: Readonly<Record<string, string>>): Promise<void> {
  let simulated = Date.now();
  const clock = { now: () => simulated, monotonicMs: () => performance.now() };
  const one = await startDeskWithHub({ changes: { clock } });
  const two = await startDeskWithHub({ hub: one.hub, changes: { clock } });
  const forward = (ms: number) => {
    simulated += ms;
    one.hub.clock.advance(simulated - one.hub.clock.now());
  };
  try {
    forward(0);
    await one.signIn('1001');
    await two.signIn('1002');
    const { client } = await signInAt(one.hub.url(), '2001');
    const [name = '', ...aliases] = places[0]?.slice(0, 2) ?? [];
    const { points } = await client.incidents.putPoints({
      points: [{ name, district: null, aliases }],
    });
    const { stormId } = await client.incidents.startStorm({ level: 'red', reason: '压力测试' });
    for (const desk of [one, two])
      await until(() => desk.watch().state().storm?.isOn === true && known(desk));
    const random = createSeededRandom(Number(seed));
    const pick = (count: number) => Math.floor(random.between(0, count));
    const seen: Record<'hint' | 'save' | 'told' | 'call', number[]> = {
      hint: [],
      save: [],
      told: [],
      call: [],
    };
    /** Which incident the machine offered, and the place that it was in truth. */
    const truth = new Map<number, string>();
    const wrong: string[] = [];
    let opened = 0;
    for (let index = 0; index < calls; index += 1) {
      forward(gapMs);
      const [desk, other] = index % 2 === 0 ? [one, two] : [two, one];
      const place = pick(places.length);
      const ways = places[place] ?? [];
      const address = ways[pick(ways.length)] ?? '';
      const requesterNumber = `1990000${String(1000 + index)}`;
      const typed = {
        ticketId: null,
        categoryCode: 'drainage.waterlogging',
        district: null,
        address,
        content: '积水',
      };
      const begun = performance.now();
      const hints = await desk.desk().incidents.hints({ ...typed, requesterNumber });
      const hinted = performance.now();
      const found = hints.find((hint) => hint.kind === 'incident');
      const ofPoint = hints.find((hint) => hint.kind === 'waterlogging' && hint.by === 'point');
      const [point] = points;
      const incident: IncidentLink = found
        ? linkOf(found)
        : ofPoint && point
          ? {
              incidentId: incidentIdOf(stormId, point.pointId),
              stormId,
              pointId: point.pointId,
              point: name,
            }
          : { incidentId: randomUUID(), stormId, pointId: null, point: address };
      if (!found) opened += 1;
      const expected = truth.get(place);
      if (expected === undefined) truth.set(place, incident.incidentId);
      else if (expected !== incident.incidentId) wrong.push(address);
      const { ticketId, ticketNo } = await desk.desk().tickets.newTicket();
      await desk.desk().tickets.carryOut({
        commandId: randomUUID(),
        command: {
          ticketId,
          ticketNo,
          base: null,
          call: null,
          action: {
            kind: 'edit',
            changes: {
              kind: 'help',
              categoryCode: typed.categoryCode,
              address,
              content: '积水',
              requesterNumber,
            },
            incident,
            trapped: 'none',
          },
        },
      });
      const saved = performance.now();
      await until(() =>
        other
          .desk()
          .tickets.get({ ticketId })
          .then(
            () => true,
            () => false,
          ),
      );
      const told = performance.now();
      seen.hint.push(hinted - begun);
      seen.save.push(saved - hinted);
      seen.told.push(told - saved);
      seen.call.push(saved - begun);
    }
    const note = 'machine part only, no talking or typing; desks without their page';
    print({ ...figureOf('storm.call', 's', seen.call.map(inSeconds), { calls, agents: 2, note }) });
    print({ ...figureOf('storm.hint', 'ms', seen.hint) });
    print({ ...figureOf('storm.save', 'ms', seen.save) });
    print({ ...figureOf('storm.otherDesk', 'ms', seen.told) });
    const rows = await board(two, stormId);
    const callers = rows.reduce((sum, row) => sum + row.callers.length, 0);
    const dialled = replyCalls(rows, { now: simulated, isOver: true }).length;
    print({
      ...figureOf('storm.joinedRight', 'calls', [calls - wrong.length], {
        calls,
        places: truth.size,
        incidents: rows.length,
        opened,
        callersOnBoard: callers,
        repliesOwed: dialled,
        wrong: wrong.join(' '),
      }),
    });
  } finally {
    await two.stop();
    await one.stop();
  }
}

function linkOf({ incidentId, stormId, pointId, point }: IncidentLink): IncidentLink {
  return { incidentId, stormId, pointId, point };
}

const inSeconds = (ms: number) => ms / 1000;

const known = (desk: DeskWithHub) => (desk.watch().state().pronePoints ?? []).length > 0;

async function board(desk: DeskWithHub, stormId: string) {
  const { incidents, tickets } = await desk.desk().incidents.board({ stormId });
  return boardOf(incidents, tickets, stormId);
}

/** Looks every two milliseconds. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const limit = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > limit) throw new Error('has not come in 30 s');
    await setTimeout(2);
  }
}
