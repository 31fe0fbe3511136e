/** The part of `package-lock.json` (version 3) that is read here. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}
interface LockedPackage {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
interface Build {
  readonly path: string;
  readonly version: string;
}

const systems = ['win32', 'darwin', 'linux', 'freebsd', 'android', 'openharmony'];
const processors = ['x64', 'arm64', 'arm', 'ia32', 'riscv64', 'ppc64', 's390x', 'wasm32'];

/**
 * Builds for other systems (optional dependencies) that have no entry in the lock file. `npm ci` refuses such a file;
 * npm leaves them out when the registry does not carry them.
 */
export function missingBuilds(lock: Lock): Build[] {
  return Object.values(lock.packages)
    .flatMap((locked) => Object.entries(locked.optionalDependencies ?? {}))
    .map(([name, version]) => ({ path: `node_modules/${name}`, version }))
    .filter(({ path }) => !Object.keys(lock.packages).some((key) => key.endsWith(path)));
}

/** The lock file with entries for these builds; each names its system, so that npm skips it everywhere else. */
export function withBuilds(lock: Lock, builds: readonly Build[]): Lock {
  const added = builds.map(({ path, version }) => [path, entryOf(path, version)] as const);
  const entries = [...Object.entries(lock.packages), ...added];
  return {
    ...lock,
    packages: Object.fromEntries(entries.toSorted(([a], [b]) => a.localeCompare(b, 'en'))),
  };
}

function entryOf(path: string, version: string) {
  const words = path.split(/[-/]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((name) => words.includes(name));
  if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Error(
      `${path}@${version}: not the build of one system; add it to the lock file by hand`,
    );
  }
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : null;
  return {
    version,
    cpu: [cpu],
    ...(libc === null ? {} : { libc: [libc] }),
    optional: true,
    os: [os],
  };
}
