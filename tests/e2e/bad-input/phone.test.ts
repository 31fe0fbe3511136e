import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { ErrorCode } from '../../../src/shared/error-codes.ts';
import type { PbxAccount } from '../../../tools/demo/pbx.ts';
import { runCaptured } from '../../../tools/run-captured.ts';
import { expectLogged, untilTold, untilWorks } from '../../support/desk-proofs.ts';
import { type Stack, type StackOptions, startStack } from '../../support/stack.ts';
import { type StoppableHub, createStoppableHub } from '../../support/stoppable-hub.ts';
import { type TrainingLine, startTrainingLine } from '../../support/training-line.ts';

describe('a phone that cannot register', () => {
  let hub: StoppableHub;
  let line: TrainingLine;
  const stacks: Stack[] = [];
  beforeAll(async () => {
    hub = await createStoppableHub();
    await hub.start();
    line = await startTrainingLine();
  });
  afterEach(async () => {
    for (const stack of stacks.splice(0)) await stack.stop();
  });
  afterAll(async () => {
    await line.pbx.close();
    await hub.remove();
  });

  async function signedIn(options: Partial<StackOptions> = {}): Promise<Stack> {
    const stack = await startStack({ hubUrl: hub.url, pbx: line.account, ...options });
    stacks.push(stack);
    await stack.signIn();
    return stack;
  }
  async function expectTold(pbx: PbxAccount, code: ErrorCode): Promise<void> {
    const stack = await signedIn({ pbx });
    await untilTold(stack.desk(), code);
    await stack.phone.getByRole('alert').filter({ hasText: /。/ }).first().waitFor();
    await untilWorks(stack);
    expectLogged(stack.deskLog(), code, [pbx.secret]);
  }

  it('says that the secret is wrong', () =>
    expectTold({ ...line.account, secret: 'falsch-77e1b0' }, 'sip.badCredentials'));

  it('says that the PBX host is unknown', () =>
    expectTold({ ...line.account, serverUrl: 'wss://pbx.invalid/ws' }, 'sip.unknownHost'));

  it('says that nobody vouches for the certificate', async () => {
    const stranger = await startSelfSignedServer();
    try {
      await expectTold({ ...line.account, serverUrl: stranger.url }, 'sip.certificateNotTrusted');
    } finally {
      await stranger.close();
    }
  });

  it('says that the extension is in use at another desk, and both go on', async () => {
    const first = await signedIn();
    await first.agent().untilReady(30_000);
    const second = await signedIn();
    await untilTold(second.desk(), 'sip.extensionTaken');
    await untilWorks(second);
    expectLogged(second.deskLog(), 'sip.extensionTaken', [line.account.secret]);
    await first.agent().untilReady(10_000);
  });
});

/** A WebSocket server behind TLS whose certificate it has signed itself. */
async function startSelfSignedServer() {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-tls-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', keyFile, '-out', certFile, '-days', '2'];
  const { code, output } = await runCaptured('openssl', [
    'req',
    '-x509',
    ...key,
    ...files,
    ...subject,
  ]);
  if (code !== 0) throw new Error(`openssl made no certificate:\n${output}`);
  const server = createServer({ key: readFileSync(keyFile), cert: readFileSync(certFile) });
  rmSync(folder, { recursive: true, force: true });
  const sockets = new WebSocketServer({ server });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `wss://127.0.0.1:${port}/ws`,
    close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
