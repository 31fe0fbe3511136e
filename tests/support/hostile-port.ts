import {
  type HostileStep,
  halfClose,
  head,
  hostileExchange,
  hostileRequests,
  reset,
} from './hostile-http.ts';
import { brokenFrames, frame, junkTexts, mutateFrame, upgradeHead } from './hostile-socket.ts';
import { createRandom, mutate } from './mutator.ts';

/** A port to attack, and what an insider would know of it. */
export interface HostilePort {
  readonly port: number;
  /** Lines that take the place of `Host: hostile`, so that an attack comes past the door. */
  readonly insider: readonly string[];
  readonly socketPath: string;
  /** Honest messages of the socket, to mutate. */
  readonly messages: readonly string[];
}

/** Mutated requests and frames of one run; `HOSTILE_TOTAL=100000` for the whole of it. */
export const hostileTotal = Number(process.env['HOSTILE_TOTAL'] ?? 15_000);
export const hostileSeed = Number(process.env['HOSTILE_SEED'] ?? Date.now() % 2 ** 31);

const side = 24;

/** Few, because what breaks the protocol ends its connection, and what comes after it is not looked at. */
const perExchange = 3;

/** A step as an outsider sends it, or with what an insider knows. */
function dress(target: HostilePort, step: HostileStep, isInsider: boolean): HostileStep {
  if (typeof step !== 'string' || !isInsider) return step;
  return step.replaceAll('Host: hostile', target.insider.join('\r\n'));
}

/** All attacks of HTTP on these paths, from outside and from inside. */
export async function attackRequests(
  target: HostilePort,
  paths: readonly string[],
  methods: readonly string[],
): Promise<void> {
  const attacks = paths.flatMap((path) =>
    methods.flatMap((method) => hostileRequests(path, method)),
  );
  for (const isInsider of [false, true]) {
    await inParallel(attacks, (steps) =>
      hostileExchange(
        target.port,
        steps.map((step) => dress(target, step, isInsider)),
        400,
      ),
    );
  }
}

/** Upgrades by the hundred, reset, half closed or left at each stage. */
export async function stormUpgrades(target: HostilePort): Promise<void> {
  const rounds = Array.from({ length: 400 }, (_, round) => round);
  await inParallel(rounds, (round) => {
    const path = round % 3 === 0 ? '/elsewhere' : target.socketPath;
    const whole = String(dress(target, upgradeHead(path), round % 2 === 0));
    const ways: readonly (readonly HostileStep[])[] = [
      [whole, reset],
      [whole, round % 9, reset],
      [whole.slice(0, -1 - (round % 60)), reset],
      [whole, halfClose],
      [whole, frame('{}'), reset],
      [whole + whole, 3, reset],
    ];
    return hostileExchange(target.port, ways[round % ways.length] ?? [], 300);
  });
}

/** Each frame that breaks RFC 6455 and each text that is no message, on an upgraded socket of its own. */
export async function sendJunkFrames(target: HostilePort): Promise<void> {
  const junk = [
    ...brokenFrames,
    ...junkTexts.map((text) => frame(text)),
    frame('x'.repeat(1024 * 1024 + 10)),
    frame('{}', { opcode: 2 }),
  ];
  const upgrade = String(dress(target, upgradeHead(target.socketPath, socketHeaders), true));
  await inParallel(junk, (bytes) =>
    hostileExchange(target.port, [upgrade, 30, bytes, 100, reset], 1500),
  );
}

const socketHeaders = ['Sec-WebSocket-Protocol: sip'];

/** `total` mutated requests and frames; the seed repeats them. */
export async function sendMutated(
  target: HostilePort,
  requests: readonly string[],
  total: number,
  seed: number,
): Promise<void> {
  const random = createRandom(seed);
  const pick = <Item>(list: readonly Item[], other: Item): Item =>
    list[Math.floor(random() * list.length)] ?? other;
  const models = requests.map((request) => String(dress(target, request, true)));
  const upgrade = () => String(dress(target, upgradeHead(target.socketPath, socketHeaders), true));
  const exchange = (): readonly HostileStep[] => {
    const end = random() < 0.5 ? halfClose : reset;
    if (random() < 0.5) {
      const frames = Array.from({ length: perExchange }, () =>
        mutateFrame(pick(target.messages, ''), random),
      );
      return [upgrade(), ...frames, 3, end];
    }
    const wounded = Array.from({ length: perExchange }, () => mutate(pick(models, ''), random));
    return [...wounded, 2, end];
  };
  const exchanges = Array.from({ length: Math.ceil(total / perExchange) }, exchange);
  await inParallel(exchanges, (steps) => hostileExchange(target.port, steps, 400));
}

/** Requests that an insider may send honestly. */
export function honestRequests(paths: readonly string[]): readonly string[] {
  return [
    ...paths.map((path) => head(`GET ${path}`)),
    ...paths.map(
      (path) =>
        head(`PUT ${path}`, ['Content-Type: application/octet-stream', 'Content-Length: 5']) +
        'hello',
    ),
    ...paths.map(
      (path) =>
        head(`POST ${path}`, ['Content-Type: application/json', 'Content-Length: 2']) + '{}',
    ),
  ];
}

async function inParallel<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: side }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
    }),
  );
}
