import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setUpKamailio } from '../../tools/setup/kamailio.ts';
import { freePort } from './free-port.ts';

export interface Kamailio {
  readonly wsUrl: string;
  readonly domain: string;
  readonly secrets: Readonly<Record<'1001' | '1002', string>>;
  /** Kills Kamailio, not rtpengine, as a power cut would, and brings it up again: all registrations are forgotten. */
  restart(): Promise<void>;
  /** What Kamailio and rtpengine have said. */
  log(): string;
  stop(): Promise<void>;
}

const template = join(import.meta.dirname, '..', '..', 'deploy', 'kamailio', 'kamailio.cfg');

/** Starts Kamailio and rtpengine with the sample configuration of `deploy/kamailio` on free loopback ports. */
export async function startKamailio(): Promise<Kamailio> {
  await setUpKamailio((line) => console.log(`[lab] ${line}`));
  const folder = mkdtempSync(join(tmpdir(), 'hotline-kamailio-'));
  const secret = () => randomBytes(15).toString('base64url');
  const secrets = { '1001': secret(), '1002': secret() };
  const [ws, udp, trunk, control] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const values: Readonly<Record<string, string>> = {
    DOMAIN: '127.0.0.1',
    WS_PORT: String(ws),
    UDP_PORT: String(udp),
    TRUNK_PORT: String(trunk),
    RTPENGINE_PORT: String(control),
    RUN_FOLDER: folder,
    SECRET_1001: secrets['1001'],
    SECRET_1002: secrets['1002'],
  };
  const config = join(folder, 'kamailio.cfg');
  writeFileSync(
    config,
    readFileSync(template, 'utf8').replace(/@([A-Z0-9_]+)@/g, (_all, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`deploy/kamailio: nothing to put for @${name}@`);
      return value;
    }),
  );
  const logFile = join(folder, 'console.log');
  const log = () => readFileSync(logFile, 'utf8');
  const run = (program: string, args: readonly string[]) => {
    const output = openSync(logFile, 'a');
    return spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], {
      stdio: ['ignore', output, output],
    });
  };
  const rtpStart = 45_000 + 200 * Math.floor(Math.random() * 50);
  const rtpengine = run('rtpengine', [
    ...['--table=-1', '--interface=127.0.0.1', `--listen-ng=127.0.0.1:${control}`],
    ...[`--port-min=${rtpStart}`, `--port-max=${rtpStart + 198}`, '--foreground', '--log-stderr'],
    ...['--log-level=5', '--delete-delay=0', '--config-file=none'],
  ]);
  // Kamailio puts an rtpengine aside that does not answer at its start.
  await untilPong(control, rtpengine, log);
  const startProxy = async () => {
    const child = run('kamailio', [
      ...['-f', config, '-DD', '-E', '-m', '32', '-M', '4', '-w', folder],
      ...['-Y', folder, '-P', join(folder, 'kamailio.pid')],
    ]);
    await untilOpen(ws, child, log);
    return child;
  };
  let proxy = await startProxy();
  return {
    wsUrl: `ws://127.0.0.1:${ws}/ws`,
    domain: '127.0.0.1',
    secrets,
    log,
    async restart() {
      await end(proxy);
      proxy = await startProxy();
    },
    async stop() {
      await end(proxy);
      await end(rtpengine);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilOpen(port: number, child: ChildProcess, log: () => string): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isOpen) return;
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error(`Kamailio did not come up:\n${log().slice(-2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Asks rtpengine by its control protocol (ng, bencode in UDP) until it answers. */
async function untilPong(port: number, child: ChildProcess, log: () => string): Promise<void> {
  const socket = createSocket('udp4');
  // Nobody listens yet: said by the loopback at once.
  socket.on('error', () => undefined);
  const pong = new Promise<void>((resolve) => socket.once('message', () => resolve()));
  const ask = setInterval(() => socket.send('1 d7:command4:pinge', port, '127.0.0.1'), 50);
  const tooLate = new Promise<never>((_resolve, reject) => {
    const say = () => reject(new Error(`rtpengine did not come up:\n${log().slice(-2000)}`));
    child.once('exit', say);
    void pong.then(() => child.off('exit', say));
    setTimeout(say, 20_000).unref();
  });
  try {
    await Promise.race([pong, tooLate]);
  } finally {
    clearInterval(ask);
    socket.close();
  }
}

/** Kamailio's main process ends its children on SIGTERM. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(impatient);
}
