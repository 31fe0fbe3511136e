import { describe, expect, test } from 'vitest';
import { askGuard } from '../../../../../src/main/areas/agents/ask-guard.ts';
import { AppError } from '../../../../../src/shared/app-error.ts';
import { errorOf } from '../../../../support/host/host-clients.ts';

type Verdict = 'passed' | 'granted' | 'refused';
/** Asks a hub that says this; `null` = it cannot be reached. */
const asked = (verdict: Verdict | null, leads: number | undefined, unguarded: boolean) =>
  askGuard(async () => {
    if (verdict === null) throw new AppError('hub.unreachable');
    return { verdict, leads };
  }, unguarded);

describe('the guard of the last ready agent', () => {
  test('goes by the hub, whatever the agent says, while a lead is there or nobody knows', async () => {
    for (const leads of [1, undefined])
      for (const unguarded of [true, false]) {
        expect(await asked('passed', leads, unguarded)).toBe('passed');
        expect(await asked('granted', leads, unguarded)).toBe('granted');
        expect((await errorOf(asked('refused', leads, unguarded))).code).toBe('agent.lastReady');
      }
  });

  test('takes the agent’s own word where no lead could grant it, and marks it', async () => {
    expect((await errorOf(asked('refused', 0, false))).code).toBe('agent.lastReady');
    expect(await asked('refused', 0, true)).toBe('unknown');
  });

  test('takes it, too, where the hub cannot be asked', async () => {
    expect((await errorOf(asked(null, 1, false))).code).toBe('agent.guardUnknown');
    expect(await asked(null, 1, true)).toBe('unknown');
  });
});
