import type { Notification } from 'electron';
import { type NeedOfLead, needsOfLead } from '../../shared/domain/agents/needs-lead.ts';
import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import type { ElectronApi } from './electron-api.ts';

/** Shows a system notification when the team needs its lead while the desk is not in front, and takes it away when it is over. */
export interface LeadNotifications {
  handleDesk(desk: Pick<DeskState, 'user' | 'team'>): void;
}

/** The system keeps what it shows: work numbers only, no names, no reasons. */
const words: Record<NeedOfLead['kind'], { readonly title: string; readonly body: string }> = {
  ask: { title: '有坐席申请离岗', body: '请在“班组”页答复' },
  missedRings: { title: '有坐席漏接后转为示忙', body: '请在“班组”页查看' },
};

export function createLeadNotifications(deps: {
  readonly electron: Pick<ElectronApi, 'Notification'>;
  readonly isInFront: () => boolean;
  readonly onClick: () => void;
}): LeadNotifications {
  /** `null` = the page was in front and has told it. */
  const told = new Map<string, Notification | null>();
  const show = ({ kind, workNo }: NeedOfLead): Notification | null => {
    if (deps.isInFront() || !deps.electron.Notification.isSupported()) return null;
    const { title, body } = words[kind];
    const notification = new deps.electron.Notification({ title, body: `工号 ${workNo}，${body}` });
    notification.on('click', deps.onClick);
    notification.show();
    return notification;
  };
  return {
    handleDesk({ user, team }) {
      // The hub does not answer for the moment: what was told stays as it is.
      if (user?.role === 'lead' && !team) return;
      const needs = user?.role === 'lead' ? needsOfLead(team ?? []) : [];
      for (const [needId, notification] of told) {
        if (needs.some((need) => need.needId === needId)) continue;
        notification?.close();
        told.delete(needId);
      }
      for (const need of needs) if (!told.has(need.needId)) told.set(need.needId, show(need));
    },
  };
}
