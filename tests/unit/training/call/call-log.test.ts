import { describe, expect, it } from 'vitest';
import { createCallLog } from '../../../../src/training/call/call-log.ts';

const heard = (soundMs: number) => ({ packets: 1, soundMs, peakLevel: 50, lastLevel: 50 });

describe('createCallLog', () => {
  it('resolves ringing and answered with false for a call that ends first', async () => {
    const log = createCallLog(() => 7);
    log.noteEnd({ how: 'refused', status: 486 });
    expect(await Promise.all([log.ringing, log.answered, log.ended])).toEqual([
      false,
      false,
      { how: 'refused', status: 486 },
    ]);
    expect(log.events()).toEqual([{ kind: 'ended', at: 7 }]);
  });

  it('tells when enough of the agent was heard, and gives up at the end', async () => {
    const log = createCallLog(() => 0);
    const little = log.untilHeard(100);
    const much = log.untilHeard(10_000);
    log.noteHeard(heard(0));
    expect(log.hasHappened('agentHeard')).toBe(false);
    log.noteHeard(heard(120));
    expect(await little).toBe(true);
    log.noteEnd({ how: 'agentHungUp', status: null });
    expect(await much).toBe(false);
    expect(await log.untilHeard(10_000)).toBe(false);
  });
});
