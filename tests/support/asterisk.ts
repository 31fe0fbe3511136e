import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runCaptured } from '../../tools/run-captured.ts';
import { setUpAsterisk } from '../../tools/setup/asterisk.ts';
import { type AsteriskCall, type AsteriskCallOptions, placeAsteriskCall } from './asterisk-call.ts';
import { type AsteriskConfig, makeSecrets, writeAsteriskConfig } from './asterisk-config.ts';
import { type AsteriskManager, connectManager } from './asterisk-manager.ts';
import { freePort } from './free-port.ts';

export interface Asterisk {
  /** `ws://127.0.0.1:port/ws`, and the same with a certificate that nobody has a reason to trust. */
  readonly wsUrl: string;
  readonly wssUrl: string;
  /** UDP on 127.0.0.1, where the trunk's calls come in. */
  readonly trunkPort: number;
  readonly domain: string;
  /** Secrets of the phones by extension, made for this run. */
  readonly secrets: Readonly<Record<'1001' | '1002', string>>;
  /** Folder of this run: `heard/` what citizens heard, `witness/` Asterisk's own recordings, `console.log`. */
  readonly folder: string;
  /** The manager connection; another one after `restart`. */
  manager(): AsteriskManager;
  /** A citizen calls; what she says once is a WAV of 8 kHz. */
  call(options: AsteriskCallOptions): Promise<AsteriskCall>;
  /** Extensions with a phone that is registered now. */
  registered(): Promise<string[]>;
  /** Kills Asterisk as a power cut would and brings it up again on the same ports. */
  restart(): Promise<void>;
  /** Kills Asterisk as a power cut would; `restart` brings it up again. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const speech = join(import.meta.dirname, '..', 'fixtures', 'speech', 'citizen-low-pressure.wav');

export interface AsteriskOptions {
  readonly digest?: AsteriskConfig['digest'];
  /** The PBX machine's own name, which Asterisk writes into addresses; this machine's without it. */
  readonly hostName?: string | undefined;
}

/** Starts an Asterisk 22 of its own on free loopback ports with the sample configuration of `deploy/asterisk`. */
export async function startAsterisk({ digest, hostName }: AsteriskOptions = {}): Promise<Asterisk> {
  const root = await setUpAsterisk((line) => console.log(`[lab] ${line}`));
  const folder = mkdtempSync(join(root, 'lab', 'run-'));
  const inside = `/lab/${basename(folder)}`;
  for (const name of ['run', 'log', 'spool', 'db', 'moh', 'speech', 'heard', 'witness']) {
    mkdirSync(join(folder, name));
  }
  copyFileSync(speech, join(folder, 'speech', 'citizen.wav'));
  copyFileSync(speech, join(folder, 'moh', 'music.wav'));
  await makeCertificate(folder);
  const [ws, wss, managerPort] = [await freePort(), await freePort(), await freePort()];
  const trunk = await freePort();
  const ports = {
    ws,
    wss,
    manager: managerPort,
    trunk,
    rtpStart: 20_000 + 200 * Math.floor(Math.random() * 100),
  };
  const secrets = makeSecrets();
  writeAsteriskConfig({ folder, inside, ports, secrets, digest });

  const start = () => run({ root, folder, inside, hostName });
  let running = await start();
  let manager = await untilReady(running, managerPort, secrets.manager, folder);
  const kill = async (): Promise<void> => {
    manager.close();
    await end(running, 'SIGKILL');
  };
  return {
    wsUrl: `ws://127.0.0.1:${ws}/ws`,
    wssUrl: `wss://127.0.0.1:${wss}/ws`,
    trunkPort: trunk,
    domain: '127.0.0.1',
    secrets: secrets.phones,
    folder,
    manager: () => manager,
    call: (options) => placeAsteriskCall({ manager, folder, inside }, options),
    async registered() {
      const contacts = await manager.command('pjsip show contacts');
      return [...contacts.matchAll(/Contact:\s+(\d+)\//g)].map(([, extension]) => extension ?? '');
    },
    kill,
    async restart() {
      await kill();
      running = await start();
      manager = await untilReady(running, managerPort, secrets.manager, folder);
    },
    async stop() {
      manager.close();
      await end(running, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function makeCertificate(folder: string): Promise<void> {
  const { code, output } = await runCaptured('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '2', '-subj', '/CN=lab', '-addext', 'subjectAltName=IP:127.0.0.1'],
    ...['-keyout', join(folder, 'tls.key'), '-out', join(folder, 'tls.crt')],
  ]);
  if (code !== 0) throw new Error(`openssl made no certificate:\n${output}`);
}

interface Place extends Pick<AsteriskOptions, 'hostName'> {
  readonly root: string;
  readonly folder: string;
  readonly inside: string;
}

/** Asterisk in its root, tied to our life: it is killed when this process goes away without stopping it. */
async function run({ root, folder, inside, hostName }: Place): Promise<ChildProcess> {
  rmSync(join(folder, 'run', 'asterisk.ctl'), { force: true });
  const log = openSync(join(folder, 'console.log'), 'a');
  // A name of its own by a UTS namespace; each program takes the place of the one before it.
  const named = [
    'unshare',
    '--uts',
    'sh',
    '-c',
    'echo "$0" >/proc/sys/kernel/hostname && exec "$@"',
    hostName ?? '',
  ];
  const [program = '', ...args] = [
    ...(hostName === undefined ? [] : named),
    ...['setpriv', '--pdeathsig', 'KILL', 'chroot', root],
    ...['asterisk', '-C', `${inside}/asterisk.conf`, '-f', '-n'],
  ];
  return spawn(program, args, { stdio: ['ignore', log, log] });
}

async function untilReady(
  child: ChildProcess,
  port: number,
  secret: string,
  folder: string,
): Promise<AsteriskManager> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const manager = await connectManager(port, secret).catch(() => null);
    if (manager !== null) {
      await manager.command('core waitfullybooted');
      return manager;
    }
    if (child.exitCode !== null || performance.now() > deadline) {
      const log = readFileSync(join(folder, 'console.log'), 'utf8').slice(-2000);
      throw new Error(`Asterisk did not come up:\n${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  const impatient = setTimeout(() => child.kill('SIGKILL'), 3000);
  await gone;
  clearTimeout(impatient);
}
