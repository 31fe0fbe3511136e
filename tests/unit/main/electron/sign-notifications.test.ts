import { beforeEach, describe, expect, it } from 'vitest';
import {
  type SignNotifications,
  createSignNotifications,
} from '../../../../src/main/electron/sign-notifications.ts';
import { createElectronDouble } from '../../../support/electron-double/electron-double.ts';

describe('the system notification of what waits to be signed', () => {
  let double: ReturnType<typeof createElectronDouble>;
  let notifications: SignNotifications;
  let inFront: boolean;
  let clicks: number;
  beforeEach(() => {
    double = createElectronDouble();
    inFront = false;
    clicks = 0;
    notifications = createSignNotifications({
      electron: double.module as never,
      isInFront: () => inFront,
      onClick: () => void (clicks += 1),
    });
  });
  const shown = () => double.notifications.map(({ options, state }) => [options.body, state]);

  it('is there once while the desk is behind others, brings it to the front, and goes when all is signed', () => {
    notifications.handleDesk({ signAlarm: { count: 2, firstDueAt: 50 } });
    notifications.handleDesk({ signAlarm: { count: 1, firstDueAt: 70 } });
    expect(shown()).toEqual([['2 件，请在“今日工作”签收', 'shown']]);
    double.notifications[0]?.emit('click');
    expect(clicks).toBe(1);
    notifications.handleDesk({});
    expect(shown()).toEqual([['2 件，请在“今日工作”签收', 'closed']]);
  });

  it('tells anew of one that runs out sooner, and of the next one after all were signed', () => {
    notifications.handleDesk({ signAlarm: { count: 1, firstDueAt: 50 } });
    notifications.handleDesk({ signAlarm: { count: 2, firstDueAt: 40 } });
    expect(shown().map(([, state]) => state)).toEqual(['closed', 'shown']);
    notifications.handleDesk({});
    notifications.handleDesk({ signAlarm: { count: 1, firstDueAt: 90 } });
    expect(shown()).toHaveLength(3);
  });

  it('is not shown over a desk that is in front: the page tells it', () => {
    inFront = true;
    notifications.handleDesk({ signAlarm: { count: 1, firstDueAt: 50 } });
    inFront = false;
    notifications.handleDesk({ signAlarm: { count: 1, firstDueAt: 50 } });
    expect(shown()).toEqual([]);
  });
});
