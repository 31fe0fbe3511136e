import { describe, expect, it } from 'vitest';
import { signAlarmOf } from '../../../../../src/shared/domain/tickets/sign-alarm.ts';
import { noWork, type StepClock } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { aTicket } from '../../../../support/hub-values.ts';

const clock = (of: Partial<StepClock>): StepClock => ({
  step: 'signIn',
  startedAt: 0,
  dueAt: 100,
  ruleId: 'signIn.ordinary',
  ...of,
});
const ticket = (...clocks: StepClock[]) => ({ ...aTicket(), work: { ...noWork, clocks } });

describe('the alarm of signing', () => {
  it('begins when half of a limit is over, and stays when it has run out', () => {
    const waiting = [ticket(clock({}))];
    expect(signAlarmOf(waiting, 49)).toBeNull();
    expect(signAlarmOf(waiting, 50)).toEqual({ count: 1, firstDueAt: 100 });
    expect(signAlarmOf(waiting, 1000)).toEqual({ count: 1, firstDueAt: 100 });
  });

  it('counts what runs, and names the first', () => {
    const waiting = [
      ticket(clock({ dueAt: 120 })),
      ticket(clock({ dueAt: 90 })),
      ticket(clock({ stoppedAt: 10 })),
      ticket(clock({ step: 'assign' })),
      { ...aTicket(), work: undefined },
    ];
    expect(signAlarmOf(waiting, 80)).toEqual({ count: 2, firstDueAt: 90 });
  });
});
