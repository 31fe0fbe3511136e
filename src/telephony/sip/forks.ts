import type { Core, Inviter } from 'sip.js';

/**
 * A call of ours that was forked may have early media from one place and be answered at another (RFC 3261 §13.2.2.4). sip.js
 * ends such a call. Here it is acknowledged and goes on, and `onOtherFork` makes new media with who has answered.
 */
export function followForks(inviter: Inviter, onOtherFork: () => void): void {
  const accept = inviter['onAccept'].bind(inviter);
  inviter['onAccept'] = async (response: Core.AckableIncomingResponseWithSession) => {
    const early = inviter['earlyMediaDialog'];
    const isOther = early !== undefined && early !== response.session;
    if (isOther) inviter['earlyMediaDialog'] = response.session;
    await accept(response);
    if (isOther) onOtherFork();
  };
}
