import tls from 'node:tls';

/** What of `node:tls` is needed; absent before Node 22.19 and 24.5, and where Electron leaves it out. */
interface CertificateStores {
  readonly getCACertificates?: (type: 'default' | 'system') => readonly string[];
  readonly setDefaultCACertificates?: (certificates: readonly string[]) => void;
}

/**
 * Trusts what the operating system trusts, beside the authorities that Node brings along: with the office's own
 * authority installed on the PC, its hub and its PBX are trusted as a browser trusts them. For this process, before its
 * first connection; Node's own `--use-system-ca` does the same, but cannot be given to every process that we start.
 * `false` = this Node cannot, or the system's store cannot be read: Node's own authorities alone are trusted.
 */
export function trustSystemCertificates(stores: CertificateStores = tls): boolean {
  const { getCACertificates, setDefaultCACertificates } = stores;
  if (!getCACertificates || !setDefaultCACertificates) return false;
  try {
    const known = getCACertificates('default');
    const system = getCACertificates('system');
    setDefaultCACertificates([...new Set([...known, ...system])]);
    return true;
  } catch {
    return false;
  }
}
