import type { Core, Inviter } from 'sip.js';

/**
 * A call of ours that was forked may have early media from one place and be answered at another (RFC 3261 §13.2.2.4). sip.js
 * ends such a call. Here it goes on: `onOtherFork` takes the 200 by `accept`, and makes new media with who has answered.
 */
export function followForks(
  inviter: Inviter,
  onOtherFork: (accept: () => Promise<void>) => Promise<void>,
): void {
  const accept = inviter['onAccept'].bind(inviter);
  inviter['onAccept'] = async (response: Core.AckableIncomingResponseWithSession) => {
    const early = inviter['earlyMediaDialog'];
    if (early === undefined || early === response.session) return accept(response);
    inviter['earlyMediaDialog'] = response.session;
    return onOtherFork(() => accept(response));
  };
}
