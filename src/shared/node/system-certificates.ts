import tls from 'node:tls';

/**
 * Trusts what the operating system trusts, beside the authorities that Node brings along: with the office's own
 * authority installed on the PC, its hub and its PBX are trusted as a browser trusts them. For this process, before its
 * first connection; Node's own `--use-system-ca` does the same, but cannot be given to every process that we start.
 */
export function trustSystemCertificates(): void {
  const known = tls.getCACertificates('default');
  const system = tls.getCACertificates('system');
  tls.setDefaultCACertificates([...new Set([...known, ...system])]);
}
