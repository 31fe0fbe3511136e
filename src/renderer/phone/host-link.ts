import { errorCodeOf } from '../../shared/app-error.ts';
import { fromWireError } from '../../shared/contract/base.ts';
import type { DeskFace, PhoneOrder } from '../../shared/contract/phone-host.ts';
import type { Logger } from '../../shared/logger.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';
import type { PageLink } from '../host/page-link.ts';
import type { LinkState } from '../host/reconnecting-link.ts';

/** How this page stands with its host: who has the phone. */
export type Lease = Exclude<LinkState, 'connected'> | 'mine' | 'elsewhere' | 'wrongBuild';

export interface HostLinkDeps {
  readonly link: PageLink<'phone'>;
  readonly buildId: string;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
  readonly onOrder: (order: PhoneOrder) => void;
  readonly onLease: (lease: Lease) => void;
  /** How agent and seat stand, at each change; `null` = the host says nothing of it just now. */
  readonly onFace: (face: DeskFace | null) => void;
}

const attachAgainMs = 1000;

/**
 * Holds on to the lease: attaches on each connection and hands the host's orders over. Losing the host changes nothing
 * in a call; the page attaches again when it is back.
 */
export function createHostLink(deps: HostLinkDeps) {
  const { link, logger } = deps;
  let current: AbortController | null = null;

  /** For as long as this page has the phone; begins anew when the host breaks it off. */
  const watchFace = async (signal: AbortSignal): Promise<void> => {
    try {
      for await (const face of await link.client.face(undefined, { signal })) deps.onFace(face);
    } catch (error) {
      if (!signal.aborted) logger.warn('host.faceFailed', { code: fromWireError(error).code });
    }
    deps.onFace(null);
    if (signal.aborted) return;
    deps.setTimer(() => void (signal.aborted || watchFace(signal)), attachAgainMs);
  };
  const attach = async (takeOver: boolean) => {
    current?.abort();
    const mine = new AbortController();
    current = mine;
    let watchesFace = false;
    try {
      const orders = await link.client.attach(
        { buildId: deps.buildId, takeOver },
        { signal: mine.signal },
      );
      for await (const order of orders) {
        if (mine.signal.aborted) return;
        const isElsewhere = order.kind === 'leaseHeld' || order.kind === 'leaseLost';
        deps.onLease(isElsewhere ? 'elsewhere' : 'mine');
        deps.onOrder(order);
        if (!isElsewhere && !watchesFace) void watchFace(mine.signal);
        watchesFace = !isElsewhere;
        if (order.kind === 'leaseLost') return mine.abort();
      }
    } catch (error) {
      if (mine.signal.aborted) return;
      const { code } = fromWireError(error);
      logger.warn('host.attachFailed', { code });
      if (code === 'ipc.wrongBuild') return deps.onLease('wrongBuild');
    }
    if (current !== mine || link.state() !== 'connected') return;
    deps.onLease('connecting');
    deps.setTimer(() => start(false), attachAgainMs);
  };
  const start = (takeOver: boolean) => {
    attach(takeOver).catch((error: unknown) =>
      logger.error('host.attachBroke', { code: errorCodeOf(error) }),
    );
  };
  const stopListening = link.onState((state) => {
    if (state === 'connected') return start(false);
    current?.abort();
    deps.onLease(state);
  });
  if (link.state() === 'connected') start(false);

  return {
    takeOver: () => start(true),
    close() {
      stopListening();
      current?.abort();
      link.close();
    },
  };
}
