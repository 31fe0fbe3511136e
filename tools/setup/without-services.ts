import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { runCaptured } from '../run-captured.ts';

/** Debian asks this file whether an installed service may start; 101 forbids it (invoke-rc.d policy). */
const policy = '/usr/sbin/policy-rc.d';

/**
 * Installs packages by `install` so that none of their services runs, now or after the next start of the machine. A policy
 * that is there already is the machine's own and stays.
 */
export async function withoutServices(
  services: readonly string[],
  install: () => Promise<void>,
): Promise<void> {
  const isOurs = !existsSync(policy);
  if (isOurs) {
    writeFileSync(policy, '#!/bin/sh\nexit 101\n');
    chmodSync(policy, 0o755);
  }
  try {
    await install();
  } finally {
    if (isOurs) rmSync(policy, { force: true });
  }
  if (existsSync('/run/systemd/system'))
    await runCaptured('systemctl', ['disable', '--now', ...services]);
}
