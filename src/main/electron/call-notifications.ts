import type { Notification } from 'electron';
import type { CallView } from '../../shared/domain/calls/call.ts';
import { maskNumber } from '../../shared/domain/calls/caller-number.ts';
import { isRinging } from '../../shared/domain/seat/current-call.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { ElectronApi } from './electron-api.ts';

/** Shows a system notification for each call that rings in, and takes it away when it no longer rings. */
export interface CallNotifications {
  handleCalls(calls: readonly CallView[]): void;
}

/** The system keeps what it shows: numbers are masked. The ring tone is the softphone's own. */
export function createCallNotifications(deps: {
  readonly electron: Pick<ElectronApi, 'Notification'>;
  readonly onClick: () => void;
}): CallNotifications {
  const shown = new Map<CallId, Notification>();
  return {
    handleCalls(calls) {
      const ringing = calls.filter(isRinging);
      for (const [callId, notification] of shown) {
        if (ringing.some((call) => call.callId === callId)) continue;
        notification.close();
        shown.delete(callId);
      }
      for (const call of ringing) {
        if (shown.has(call.callId) || !deps.electron.Notification.isSupported()) continue;
        const notification = new deps.electron.Notification({
          title: `来电 ${maskNumber(call.number.display)}`,
          body: call.lineName,
          silent: true,
          urgency: 'critical',
          timeoutType: 'never',
        });
        notification.on('click', deps.onClick);
        notification.show();
        shown.set(call.callId, notification);
      }
    },
  };
}
