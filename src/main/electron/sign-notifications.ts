import type { Notification } from 'electron';
import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import type { ElectronApi } from './electron-api.ts';

/** Shows a system notification when what waits to be signed runs out while the desk is not in front, and takes it away when it is signed. */
export interface SignNotifications {
  handleDesk(desk: Pick<DeskState, 'signAlarm'>): void;
}

export function createSignNotifications(deps: {
  readonly electron: Pick<ElectronApi, 'Notification'>;
  readonly isInFront: () => boolean;
  readonly onClick: () => void;
}): SignNotifications {
  let told: number | null = null;
  let shown: Notification | null = null;
  const close = () => {
    shown?.close();
    shown = null;
  };
  return {
    handleDesk({ signAlarm }) {
      if (!signAlarm) {
        told = null;
        return close();
      }
      // One that is nearer than what was told of is told anew; that others have been signed is not.
      if (told !== null && told <= signAlarm.firstDueAt) return;
      told = signAlarm.firstDueAt;
      close();
      if (deps.isInFront() || !deps.electron.Notification.isSupported()) return;
      // The system keeps what it shows: a number of tickets, nothing of them.
      shown = new deps.electron.Notification({
        title: '有工单待签收，时限快到了',
        body: `${signAlarm.count} 件，请在“今日工作”签收`,
        urgency: 'critical',
        timeoutType: 'never',
      });
      shown.on('click', deps.onClick);
      shown.show();
    },
  };
}
