import { existsSync, readFileSync } from 'node:fs';
import { type Captured, runCaptured } from '../run-captured.ts';

/** Why packages of Debian cannot be installed by us here, in one line; `null` when they can. */
export function aptUnavailable(): string | null {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return 'not a Debian system';
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID(_LIKE)?=.*debian/m.test(release)) return 'not a Debian system';
  return process.getuid?.() === 0 ? null : 'not root';
}

/** Runs apt-get without asking anything; `onOutput` gets its output. */
function aptGet(args: readonly string[], onOutput: (text: string) => void): Promise<Captured> {
  return runCaptured('apt-get', ['-y', '-q', '--no-install-recommends', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    onOutput,
  });
}

/** Installs Debian packages; brings the package lists up to date first when that is needed. Throws with what to do. */
export async function aptInstall(
  packages: readonly string[],
  onOutput: (text: string) => void,
): Promise<void> {
  const first = await aptGet(['install', ...packages], onOutput);
  if (first.code === 0) return;
  await aptUpdate(onOutput);
  const second = await aptGet(['install', ...packages], onOutput);
  if (second.code !== 0) {
    throw new Error(
      `apt-get install ${packages.join(' ')} failed; run it by hand to see why:\n${lastLines(second.output)}`,
    );
  }
}

/** Brings the package lists up to date. A failure shows when something is installed. */
export async function aptUpdate(onOutput: (text: string) => void): Promise<void> {
  await aptGet(['update'], onOutput);
}

/** Address of the Debian mirror that this machine uses, from its own apt configuration; `null` when it names none. */
export async function debianMirror(): Promise<string | null> {
  const { output } = await runCaptured('apt-get', [
    'indextargets',
    '--format',
    '$(REPO_URI)',
    'Created-By: Packages',
    'Label: Debian',
  ]);
  return output.split('\n').find((line) => line.trim() !== '') ?? null;
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-8).join('\n');
}
