import { beforeEach, describe, expect, it } from 'vitest';
import {
  type LeadNotifications,
  createLeadNotifications,
} from '../../../../src/main/electron/lead-notifications.ts';
import type { AgentAsk } from '../../../../src/shared/domain/agents/agent-view.ts';
import { aTeamMember, agent, lead } from '../../../support/desk/desk-samples.ts';
import { createElectronDouble } from '../../../support/electron-double/electron-double.ts';

const ask: AgentAsk = {
  to: 'meal',
  reason: '家里有事',
  askedAt: 5,
  answer: 'waiting',
  until: null,
};
const standing = aTeamMember('1003').agent;
const asking = aTeamMember('1003', { agent: { ...standing, ask } });
const quiet = aTeamMember('1003');
const rungOut = aTeamMember('1004', {
  agent: { ...standing, state: 'notReady', reason: 'missedRings', since: 7 },
});

describe('the system notification of the lead', () => {
  let double: ReturnType<typeof createElectronDouble>;
  let notifications: LeadNotifications;
  let inFront: boolean;
  let clicks: number;
  beforeEach(() => {
    double = createElectronDouble();
    inFront = false;
    clicks = 0;
    notifications = createLeadNotifications({
      electron: double.module as never,
      isInFront: () => inFront,
      onClick: () => void (clicks += 1),
    });
  });
  const shown = () => double.notifications.map(({ options, state }) => [options.body, state]);

  it('tells once who asks and who let calls pass, by work number alone, and goes when it is over', () => {
    notifications.handleDesk({ user: lead, team: [asking, rungOut] });
    notifications.handleDesk({ user: lead, team: [asking, rungOut] });
    expect(shown()).toEqual([
      ['工号 1003，请在“班组”页答复', 'shown'],
      ['工号 1004，请在“班组”页查看', 'shown'],
    ]);
    const words = JSON.stringify(double.notifications.map(({ options }) => options));
    expect(words).not.toMatch(/家里有事|坐席3/);
    double.notifications[0]?.emit('click');
    expect(clicks).toBe(1);
    notifications.handleDesk({ user: lead, team: [quiet, rungOut] });
    expect(shown().map(([, state]) => state)).toEqual(['closed', 'shown']);
    notifications.handleDesk({ user: null, team: null });
    expect(shown().map(([, state]) => state)).toEqual(['closed', 'closed']);
  });

  it('tells a new ask of the same person again, and nothing twice because the hub was away for a moment', () => {
    notifications.handleDesk({ user: lead, team: [asking] });
    notifications.handleDesk({ user: lead, team: null });
    notifications.handleDesk({ user: lead, team: [asking] });
    expect(double.notifications).toHaveLength(1);
    const again = { ...asking, agent: { ...standing, ask: { ...ask, askedAt: 6 } } };
    notifications.handleDesk({ user: lead, team: [again] });
    expect(shown().map(([, state]) => state)).toEqual(['closed', 'shown']);
  });

  it('is for the lead alone, and not while the desk is in front, nor of what was seen there', () => {
    notifications.handleDesk({ user: agent, team: [asking] });
    inFront = true;
    notifications.handleDesk({ user: lead, team: [asking] });
    inFront = false;
    notifications.handleDesk({ user: lead, team: [asking] });
    expect(shown()).toEqual([]);
  });

  it('does not call for what is answered, or for a desk that is not heard of', () => {
    const denied = {
      ...asking,
      agent: { ...standing, ask: { ...ask, answer: 'denied' } },
    } as const;
    notifications.handleDesk({ user: lead, team: [denied, { ...rungOut, silent: true }] });
    expect(shown()).toEqual([]);
  });
});
