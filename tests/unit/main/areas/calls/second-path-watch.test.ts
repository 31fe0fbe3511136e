import { describe, expect, it } from 'vitest';
import { runSecondPathWatch } from '../../../../../src/main/areas/calls/second-path-watch.ts';
import { createProblems } from '../../../../../src/main/host/problems.ts';
import type { CallListItem } from '../../../../../src/shared/contract/calls/schemas.ts';
import { aCallItem } from '../../../../support/desk/desk-samples.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

/** Looks of a desk, one after the other; `steps` says what is true at each. */
async function watch(
  steps: readonly {
    now: number;
    items?: readonly CallListItem[];
    isLead?: boolean;
    away?: boolean;
  }[],
) {
  const stop = new AbortController();
  const seen: (readonly string[])[] = [];
  let step = 0;
  const clock = { now: () => steps[step]?.now ?? 0, monotonicMs: () => 0 };
  const problems = createProblems({ clock, logger: silentLogger, onChange: () => {} });
  await runSecondPathWatch({
    calls: async () => {
      if (steps[step]?.away) throw new Error('away');
      return { items: steps[step]?.items ?? [] };
    },
    isLead: () => steps[step]?.isLead ?? true,
    clock,
    problems,
    signal: stop.signal,
    timers: {
      after: () => () => {},
      async wait() {
        seen.push(problems.list().map(({ code, detail }) => `${code} ${detail}`));
        step += 1;
        if (step === steps.length) stop.abort();
      },
    },
  });
  return seen;
}
const now = 10_000_000;
const item = aCallItem(1);
const night: CallListItem = {
  ...item,
  call: { ...item.call, agentWorkNo: '1001', answeredAt: null, secondPathAt: now - 5000 },
};
const told = ['phone.secondPath 1001'];

describe('watch over the second path', () => {
  it('tells the lead which desk let it ring, for ten minutes', async () => {
    const items = [night];
    expect(
      await watch([
        { now },
        { now, items },
        { now: now + 590_000, items },
        { now: now + 600_000, items },
      ]),
    ).toEqual([[], told, told, []]);
  });

  it('tells nobody else, and nothing of calls that just rang', async () => {
    expect(
      await watch([
        { now, items: [night], isLead: false },
        { now, items: [item] },
      ]),
    ).toEqual([[], []]);
  });

  it('keeps what it told while the hub is away', async () => {
    expect(
      await watch([
        { now, items: [night] },
        { now, away: true },
      ]),
    ).toEqual([told, told]);
  });
});
