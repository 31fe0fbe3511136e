import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { issueTokens } from '../../src/hub/areas/session/tokens.ts';
import { openStore } from '../../src/hub/open-store.ts';
import { processorMs } from './cpu-share.ts';
import { figureOf, print, round } from './figure.ts';
import type { BenchDesk, DesksOrder, DesksSeen } from './hub-desks.ts';

const cli = join(import.meta.dirname, '..', '..', 'src', 'hub', 'cli.ts');
const desksModule = new URL('./hub-desks.ts', import.meta.url);
/** The desks share the machine with the hub; two processes keep them from being what is measured. */
const processes = 2;
const limitMs = 250;
/** What has not come in this time after the last command is counted as lost. */
const lateMs = 15_000;

/**
 * The hub with 9 and with `--desks` (300) desks that report every 5 s, in silence and at 1 and at 10 commands a second of all
 * together; then at twice as many each time, until a push takes longer than 250 ms (p99) or something fails. A push: from the moment at which a
 * desk sends a new ticket to the one at which it is in the copy of another. The hub is a process of its own; the desks run in two others, on the
 * same processors. Processor times are the hub's own.
 */
export async function run({ desks = '300' }: Readonly<Record<string, string>>): Promise<void> {
  for (const count of [9, Number(desks)]) await measure(count, count > 9);
}

async function measure(count: number, upToTheLimit: boolean): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'bench-hub-'));
  const desks = await createDesks(dataFolder, count);
  const hub = await startHub(dataFolder);
  const offices = Array.from({ length: processes }, () => fork(desksModule));
  try {
    const office = createOffice(offices, hub.pid, count);
    await office.open(hub.url, desks);
    const silence = await office.silence(15);
    print({
      ...figureOf(`hub.report.${count}`, 'ms of processor', [silence.msPerReport]),
      reports: silence.reports,
      failures: silence.failures,
    });
    for (const rate of [1, 10]) await office.load(rate, silence.msPerReport);
    if (!upToTheLimit) return;
    let held = 10;
    while ((await office.load(2 * held, silence.msPerReport)) && held < 640) held *= 2;
    print({ ...figureOf(`hub.limit.${count}`, 'commands/s', [held]), limitMs });
  } finally {
    for (const child of [...offices, hub.child]) await ended(child);
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

function createOffice(offices: readonly ChildProcess[], hubPid: number, count: number) {
  const tell = async (): Promise<DesksSeen> => {
    const told = await Promise.all(offices.map((office) => ask(office, { kind: 'tell' })));
    return {
      sent: told.flatMap((one) => one?.sent ?? []),
      arrived: told.flatMap((one) => one?.arrived ?? []),
      answerMs: told.flatMap((one) => one?.answerMs ?? []),
      reports: told.reduce((sum, one) => sum + (one?.reports ?? 0), 0),
      failures: told.flatMap((one) => one?.failures ?? []),
    };
  };
  /** What the hub worked meanwhile, in milliseconds of processor, and how long it took. */
  const during = async (what: () => Promise<unknown>) => {
    const [worked, beganAt] = [processorMs(hubPid), performance.now()];
    await what();
    return { workedMs: processorMs(hubPid) - worked, tookMs: performance.now() - beganAt };
  };
  return {
    async open(url: string, desks: readonly BenchDesk[]) {
      const share = (index: number) => desks.filter((_, at) => at % offices.length === index);
      const opened = offices.map((office, index) =>
        ask(office, { kind: 'open', url, desks: share(index) }),
      );
      await Promise.all(opened);
      await tell();
    },
    async silence(seconds: number) {
      const { workedMs } = await during(() => setTimeout(seconds * 1000));
      const { reports, failures } = await tell();
      return { reports, failures: failures.length, msPerReport: workedMs / Math.max(1, reports) };
    },
    /** Was it held? */
    async load(rate: number, msPerReport: number): Promise<boolean> {
      const seconds = rate > 1 ? 12 : 20;
      const each = (rate * seconds) / offices.length;
      const order = { kind: 'send', count: each, everyMs: (1000 * offices.length) / rate } as const;
      const { workedMs, tookMs } = await during(() =>
        Promise.all(offices.map((office) => ask(office, order))),
      );
      const seen = await tell();
      const parts = [seen];
      const wanted = seen.sent.length * (count - 1);
      const deadline = performance.now() + lateMs;
      const came = () => parts.flatMap(({ arrived }) => arrived.flatMap(([, at]) => at)).length;
      while (came() < wanted && performance.now() < deadline) {
        await setTimeout(250);
        parts.push(await tell());
      }
      const sentAt = new Map(parts.flatMap(({ sent }) => sent));
      const pushMs = parts.flatMap(({ arrived }) =>
        arrived.flatMap(([ticketId, times]) =>
          times.map((at) => at - (sentAt.get(ticketId) ?? Number.NaN)),
        ),
      );
      const failures = parts.flatMap((part) => part.failures);
      const push = figureOf(`hub.push.${count}`, 'ms', pushMs);
      const lost = wanted - pushMs.length;
      const isHeld = lost <= 0 && failures.length === 0 && push.p99 <= limitMs;
      print({
        ...push,
        commandsPerSecond: rate,
        answerP99: figureOf('', 'ms', seen.answerMs).p99,
        hubMsPerCommand: round((workedMs - seen.reports * msPerReport) / seen.sent.length),
        hubPercent: round((100 * workedMs) / tookMs),
        lost,
        failures: failures.length,
        kinds: [...new Set(failures)].join(),
        isHeld,
        processors: availableParallelism(),
      });
      return isHeld;
    },
  };
}

/** Desks that are signed in, in a new database. Nobody's password is made: that is not measured here. */
async function createDesks(dataFolder: string, count: number): Promise<BenchDesk[]> {
  const store = await openStore(join(dataFolder, 'hub.db'));
  const desks: BenchDesk[] = [];
  const now = Date.now();
  for (let index = 0; index < count; index += 1) {
    const workNo = String(1001 + index);
    const [userId, deskId] = [randomUUID(), randomUUID()];
    const role = index % 50 === 0 ? 'lead' : 'agent';
    const address = `10.0.${index >> 8}.${index & 255}`;
    const { tokens, row } = issueTokens(now, now);
    await store.users.insert({
      userId,
      workNo,
      displayName: `工号${workNo}`,
      role,
      passwordHash: '',
      disabledAt: null,
    });
    await store.sessions.noteDesk({ deskId, userId, workNo, at: now, address });
    await store.sessions.insert({
      ...row,
      sessionId: randomUUID(),
      userId,
      deskId,
      previousRefreshHash: null,
      endedAt: null,
      deskProven: true,
      startedAt: now,
    });
    desks.push({ workNo, token: tokens.accessToken, address });
  }
  await store.close();
  return desks;
}

async function startHub(dataFolder: string) {
  const args = [cli, '--data', dataFolder, '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { url }: { url: string } = JSON.parse(String(line));
  return { child, url, pid: child.pid ?? 0 };
}

/** One order at a time. */
async function ask(office: ChildProcess, order: DesksOrder): Promise<DesksSeen | null> {
  const answer = once(office, 'message');
  office.send(order);
  const [seen] = await answer;
  return seen;
}

async function ended(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
