import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate authority of an office, made with openssl. */
export interface OfficeCa {
  /** PEM file of the root, as IT installs it on the PCs. */
  readonly rootFile: string;
  /** A server certificate; `localhost` and for a year around today when not said otherwise. */
  issue(wish?: {
    name?: string;
    /** Days from today. */
    from?: number;
    to?: number;
    bits?: number;
  }): { key: string; cert: string };
  remove(): void;
}

export function createOfficeCa(): OfficeCa {
  const folder = mkdtempSync(join(tmpdir(), 'office-ca-'));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  mkdirSync(at('issued'));
  writeFileSync(at('index.txt'), '');
  writeFileSync(at('serial'), '1000\n');
  const config = [
    '[ca]\ndefault_ca=office\n[office]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=issued',
    'default_md=sha256\npolicy=any\nunique_subject=no\ncopy_extensions=copy\n[any]\ncommonName=supplied\n',
  ];
  writeFileSync(at('ca.cnf'), config.join('\n'));
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'root.key', '-out', 'root.pem'],
    ...['-days', '30', '-subj', '/CN=Office Root', '-addext', 'keyUsage=critical,keyCertSign'],
  );
  let count = 0;
  return {
    rootFile: at('root.pem'),
    issue({ name = 'localhost', from = -180, to = 180, bits = 2048 } = {}) {
      count += 1;
      const [key, request, cert] = ['key', 'csr', 'pem'].map((end) => `${count}.${end}`);
      openssl(
        ...['req', '-newkey', `rsa:${bits}`, '-nodes', '-keyout', key ?? '', '-out', request ?? ''],
        ...['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`],
      );
      openssl(
        ...['ca', '-batch', '-config', 'ca.cnf', '-cert', 'root.pem', '-keyfile', 'root.key'],
        ...['-startdate', stamp(from), '-enddate', stamp(to), '-in', request ?? ''],
        ...['-out', cert ?? '', '-notext'],
      );
      return {
        key: readFileSync(at(key ?? ''), 'utf8'),
        cert: readFileSync(at(cert ?? ''), 'utf8'),
      };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** `YYMMDDHHMMSSZ` so many days from now. */
function stamp(days: number): string {
  const at = new Date(Date.now() + days * 24 * 3_600_000).toISOString();
  return `${at.replace(/[-:T]/g, '').slice(2, 14)}Z`;
}
