import { AppError } from '../../../shared/app-error.ts';
import type { PhoneOrder } from '../../../shared/contract/phone-host.ts';
import type { CommandId } from '../../../shared/domain/ids.ts';
import type {
  PhoneCommand,
  PhoneConfig,
  PhoneSnapshot,
} from '../../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { type EventQueue, createEventQueue } from '../../host/event-queue.ts';
import type { Timers } from '../../host/timers.ts';
import { createPendingCommands } from './pending-commands.ts';

/** Grants the one phone to one phone page and stands between it and the desk page. */
export interface PhoneSwitchboard {
  /**
   * Orders for one page. The lease lives until the queue is closed. Without `takeOver`, a page that finds the phone
   * taken hears `leaseHeld` and gets `config` when the holder leaves.
   */
  attach(
    connectionId: string,
    options: { takeOver: boolean; signal: AbortSignal | undefined },
  ): EventQueue<PhoneOrder>;
  /** Throws `phone.leaseHeld` for anybody but the holder. */
  publish(connectionId: string, snapshot: PhoneSnapshot): void;
  isHolder(connectionId: string): boolean;
  /** Is this one of the PBX addresses of the account that the phone has now? */
  isConfigured(serverUrl: string): boolean;
  commandDone(connectionId: string, commandId: CommandId, error: ErrorCode | null): void;
  /** Resolves when the phone page has carried it out. Throws its code, or `phone.notConnected`. */
  command(command: PhoneCommand): Promise<void>;
  /** The account to register with changed; `null` = nobody is signed in. */
  setConfig(config: PhoneConfig | null): void;
  /** The connection is gone, whatever became of its queue. */
  release(connectionId: string): void;
  close(): void;
}

interface Page {
  readonly connectionId: string;
  readonly orders: EventQueue<PhoneOrder>;
}

/** How long a phone page may take. Dialling is done when the far side rings or answers. */
const timeoutMs = { dial: 120_000, other: 20_000 } as const;

/** A phone page that only lost its socket keeps its calls; only after this silence are its calls given up. */
const goneAfterMs = 10_000;

interface SwitchboardDeps {
  readonly newId: () => string;
  readonly timers: Timers;
  readonly onSnapshot: (snapshot: PhoneSnapshot) => void;
  readonly onConnected: (connected: boolean) => void;
  /** No phone page for `goneAfterMs`: calls that still look running are over. */
  readonly onGone: () => void;
}

export function createPhoneSwitchboard(deps: SwitchboardDeps): PhoneSwitchboard {
  const pending = createPendingCommands(deps.timers);
  let pages: Page[] = [];
  let config: PhoneConfig | null = null;
  let cancelGone = deps.timers.after(goneAfterMs, deps.onGone);
  const holder = (): Page | null => pages[0] ?? null;
  const isHolder = (connectionId: string) => holder()?.connectionId === connectionId;

  const grant = (page: Page) => {
    cancelGone();
    page.orders.push({ kind: 'config', config });
    deps.onConnected(true);
  };
  const leave = (page: Page) => {
    const held = holder() === page;
    pages = pages.filter((candidate) => candidate !== page);
    if (!held) return;
    pending.failAll();
    const next = holder();
    if (next) return grant(next);
    deps.onConnected(false);
    cancelGone = deps.timers.after(goneAfterMs, deps.onGone);
  };

  const release = (connectionId: string) => {
    for (const page of pages.filter((other) => other.connectionId === connectionId))
      page.orders.close();
  };

  return {
    attach(connectionId, { takeOver, signal }) {
      const orders: EventQueue<PhoneOrder> = createEventQueue({
        signal,
        onClosed: () => leave(page),
      });
      const page: Page = { connectionId, orders };
      release(connectionId);
      const previous = holder();
      if (previous && !takeOver) {
        pages.push(page);
        orders.push({ kind: 'leaseHeld' });
        return orders;
      }
      pages.unshift(page);
      if (previous) {
        pending.failAll();
        previous.orders.push({ kind: 'leaseLost' });
        pages = pages.filter((other) => other !== previous);
      }
      grant(page);
      return orders;
    },
    isHolder,
    isConfigured: (serverUrl) =>
      config !== null && [config.serverUrl, ...config.fallbackUrls].includes(serverUrl),
    publish(connectionId, snapshot) {
      if (!isHolder(connectionId)) throw new AppError('phone.leaseHeld');
      deps.onSnapshot(snapshot);
    },
    commandDone: (connectionId, commandId, error) => {
      if (isHolder(connectionId)) pending.settle(commandId, error);
    },
    async command(command) {
      const page = holder();
      if (!page) throw new AppError('phone.notConnected');
      const commandId = deps.newId();
      const limit = command.kind === 'dial' ? timeoutMs.dial : timeoutMs.other;
      const done = pending.add(commandId, limit);
      page.orders.push({ kind: 'command', commandId, command });
      await done;
    },
    setConfig(next) {
      if (JSON.stringify(next) === JSON.stringify(config)) return;
      config = next;
      holder()?.orders.push({ kind: 'config', config });
    },
    release,
    close() {
      cancelGone();
      pending.failAll();
      holder()?.orders.push({ kind: 'leaseLost' });
      pages = [];
    },
  };
}
