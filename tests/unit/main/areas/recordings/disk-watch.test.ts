import { describe, expect, it } from 'vitest';
import { runDiskWatch } from '../../../../../src/main/areas/recordings/disk-watch.ts';
import { createProblems } from '../../../../../src/main/host/problems.ts';
import type { DeskState } from '../../../../../src/shared/domain/desk/desk-state.ts';
import { createHandTimers } from '../../../../support/host/hand-timers.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';
import { until } from '../../../../support/until.ts';

describe('the disk watch', () => {
  it('goes on after a look that fails, and knows nothing meanwhile', async () => {
    const stop = new AbortController();
    const timers = createHandTimers();
    const seen: DeskState['disk'][] = [];
    const answers = [1e12, new Error('no such disk'), 1000, 1e12];
    const clock = { now: () => 0, monotonicMs: () => 0 };
    const problems = createProblems({ clock, logger: silentLogger, onChange: () => undefined });
    const watching = runDiskWatch({
      freeBytes: async () => {
        const answer = answers.shift() ?? 1e12;
        if (answer instanceof Error) throw answer;
        return answer;
      },
      timers,
      clock,
      problems,
      logger: silentLogger,
      onDisk: (disk) => void seen.push(disk),
      signal: stop.signal,
    });
    const codes: string[][] = [];
    for (let looks = 1; looks <= 4; looks += 1) {
      await until('a look', () => seen.length === looks);
      codes.push(problems.list().map(({ code }) => code));
      timers.pass(30_000);
    }
    expect(seen.map((disk) => disk?.enough ?? null)).toEqual([true, null, false, true]);
    expect(codes).toEqual([[], [], ['recording.diskFull'], []]);
    stop.abort();
    await watching;
  });
});
