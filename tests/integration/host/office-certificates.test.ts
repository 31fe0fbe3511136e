import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { aDataDirectory, removeDirectory } from '../../support/host/desk-host.ts';
import { testPassword } from '../../support/hub-values.ts';
import { type OfficeCa, createOfficeCa } from '../../support/office-ca.ts';
import {
  type OfficeProxy,
  type OfficeProxyOptions,
  startOfficeProxy,
} from '../../support/office-proxy.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

// Starts programs one after the other.
vi.setConfig({ testTimeout: 120_000 });

const program = join(import.meta.dirname, '../../support/host/office-desk-process.ts');
const outcomeSchema = z.object({
  signedIn: z.string(),
  synced: z.boolean(),
  problems: z.array(z.string()),
  pbx: z.string(),
  lines: z.array(z.string()),
});

let ca: OfficeCa;
let hub: RunningHub;
let proxy: OfficeProxy;
let directory: string;

beforeAll(async () => {
  ca = createOfficeCa();
  hub = await startTestHub();
});
afterEach(async () => {
  await proxy.close();
  removeDirectory(directory);
});
afterAll(async () => {
  await hub.stop();
  ca.remove();
});

/** A desk on a PC whose system trusts what is in `trusts`. */
async function run(tls: OfficeProxyOptions['tls'], trusts: string) {
  proxy = await startOfficeProxy({
    target: () => Number(new URL(hub.url()).port),
    ...(tls ? { tls } : {}),
  });
  const url = `https://localhost:${proxy.port}`;
  directory = aDataDirectory({ hub: { url } });
  const env = { ...process.env, SSL_CERT_FILE: trusts, SSL_CERT_DIR: '/nonexistent' };
  const args = [program, directory, url.replace('https', 'wss')];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return outcomeSchema.parse(JSON.parse(stdout));
}

describe('a hub with a certificate of the office', () => {
  it('is trusted for everything once its root is installed on the PC', async () => {
    const outcome = await run(ca.issue(), ca.rootFile);
    expect(outcome).toMatchObject({
      signedIn: 'yes',
      synced: true,
      problems: expect.not.arrayContaining(['hub.certificateNotTrusted']),
      pbx: 'sip.connectionLost',
    });
  });

  const faults: [string, string, () => OfficeProxyOptions['tls'], boolean][] = [
    ['without its root on the PC', 'hub.certificateNotTrusted', () => ca.issue(), false],
    ['that has expired', 'hub.certificateExpired', () => ca.issue({ from: -20, to: -1 }), true],
    ['of tomorrow', 'hub.certificateNotYetValid', () => ca.issue({ from: 1, to: 20 }), true],
    ['for another name', 'hub.certificateWrongName', () => ca.issue({ name: 'x.test' }), true],
    [
      'with a key that is too short',
      'hub.certificateUnsafe',
      () => ({ ...ca.issue({ bits: 1024 }), ciphers: 'DEFAULT:@SECLEVEL=0' }),
      true,
    ],
    [
      'on a server of old TLS only',
      'hub.tlsFailed',
      () => ({
        ...ca.issue(),
        maxVersion: 'TLSv1.1',
        minVersion: 'TLSv1',
        ciphers: 'ALL:@SECLEVEL=0',
      }),
      true,
    ],
    ['on a port without TLS', 'hub.tlsFailed', () => undefined, true],
  ];
  it.each(faults)('%s is named: %s', async (_name, code, tls, isInstalled) => {
    const { signedIn, problems, pbx, lines } = await run(
      tls(),
      isInstalled ? ca.rootFile : '/dev/null',
    );
    expect([signedIn, problems]).toEqual([code, expect.arrayContaining([code])]);
    // The PBX of this office has the same certificate.
    expect(pbx).toBe(code.replace('hub.', 'sip.'));
    expect(
      lines.filter((line) => line.includes('problem.raised') && line.includes(code)),
    ).toHaveLength(1);
    expect(lines.join('\n')).not.toContain(testPassword);
  });
});
