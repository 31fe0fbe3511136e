import type { Clock } from '../../shared/clock.ts';
import type { HostInfo } from '../../shared/contract/desk/schemas.ts';
import type { HubAddress } from '../../shared/contract/hub-address.ts';
import type { Logger } from '../../shared/logger.ts';
import type { DeskKeyPair } from '../../shared/node/desk-key-pair.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import type { HubTransport, OpenSocket } from '../hub-client/hub-client.ts';
import type { StoreApi } from '../storage/store-client.ts';
import type { RunInBackground } from './background.ts';
import type { DeskStateHub } from './desk-state.ts';
import type { Problems } from './problems.ts';
import type { Signals } from './signals.ts';
import type { Timers } from './timers.ts';

/** Build id of a program run without a build; fits any other. */
export const developmentBuildId = 'development';

/** Where the desk's one key lives: wrapped by the operating system in Electron, a file only its owner reads in Node. */
export interface KeyVault {
  /** 32 random bytes, made on first use. Throws `recording.keyUnavailable`. */
  deskKey(): Promise<Uint8Array>;
}

/** Argon2id (RFC 9106), at the edge that has the native code. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}

/** Everything with an effect that the host needs, and where it lives. */
export interface HostDeps {
  /** Database, keys, recordings, `desk.json`. */
  readonly dataDirectory: string;
  /** Of the hub that the launcher has started on this PC; counts when `desk.json` names none. */
  readonly embeddedHubUrl?: string | null;
  /** The built pages, `dist/renderer`. */
  readonly pagesDirectory: string;
  /** `storage/store-worker.ts` or its bundle. */
  readonly storeWorker: URL;
  readonly migrationsDirectory: string;
  readonly keyVault: KeyVault;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
  readonly newId: () => string;
  /** `[0, 1)` */
  readonly random: () => number;
  readonly fetch: typeof fetch;
  readonly openSocket: OpenSocket;
  /** Free bytes of the disk of `dataDirectory`. */
  readonly freeBytes: () => Promise<number>;
  /** How long a closing may be taken back before it leaves for the hub; 8 s when not given, 0 = never. */
  readonly undoMs?: number;
  readonly info: Omit<HostInfo, 'deskId'>;
}

/** What every area stands on, open and ready. */
export interface HostCore extends HostDeps {
  readonly deskId: string;
  readonly loaded: LoadedConfig;
  readonly store: StoreApi;
  readonly deskState: DeskStateHub;
  readonly problems: Problems;
  readonly inBackground: RunInBackground;
  readonly signals: Signals;
  readonly deskKey: Uint8Array;
  readonly deskKeys: DeskKeyPair;
  /** `null` = no hub is configured. */
  readonly hubAddress: HubAddress | null;
  readonly hub: HubTransport;
}

/**
 * What the host does with an area, besides what the area offers to pages and to other areas. In the order of the list in
 * `areas.ts`; `close` and `stop` run backwards.
 */
export interface Area {
  /** Takes up what was going on when the host last stopped. Before anything runs by itself. */
  restore?(): Promise<void>;
  /** Begins what runs by itself, until `signal` aborts. */
  start?(signal: AbortSignal): void | Promise<void>;
  /** The host is closing: nothing is taken in any more. */
  close?(): void;
  /** `signal` has aborted: resolves when nothing is on its way to the disk any more. */
  stop?(): Promise<void>;
}
