import { beforeAll, describe, expect, test } from 'vitest';
import { syncStatus } from '../../../../../src/renderer/features/status-bar/status-words.ts';
import { createTexts } from '../../../../../src/renderer/i18n/create-texts.ts';
import { aDeskState } from '../../../../support/desk/desk-samples.ts';

const now = 1_000_000_000;
const { sync } = aDeskState();

describe('the line on synchronisation', () => {
  let t: Awaited<ReturnType<typeof createTexts>>['t'];
  beforeAll(async () => {
    ({ t } = await createTexts());
  });
  const lineOf = (patch: Partial<typeof sync>) =>
    syncStatus({ ...sync, error: null, commandsWaiting: 0, ...patch }, { t, now, span: String });

  test.each(['online', 'offline'] as const)(
    'says by %s hub that nothing was fetched yet, and is not green',
    (hub) => {
      const { text, tone } = lineOf({ hub, replicaAt: null });
      expect([text.includes('尚未同步'), text.includes('上传'), tone]).toEqual([
        true,
        false,
        'warn',
      ]);
    },
  );

  test('is green and says no age while the hub is there: nothing having changed for an hour is no delay', () => {
    expect(lineOf({ hub: 'online', replicaAt: now - 3_600_000 })).toEqual({
      text: '已同步',
      tone: 'good',
    });
  });

  test.each([
    ['online', 'open', '正在取在办工单 12 / 340 件'],
    ['online', 'tickets', '正在取全部工单 12 / 340 件'],
    ['offline', 'tickets', '离线 · 没有取完，已取 12 / 340 件'],
    ['offline', 'open', '离线 · 尚未同步'],
  ] as const)('says by %s hub how much of the first copy (%s) is here', (hub, part, text) => {
    const filling = { part, done: 12, total: 340 };
    expect(lineOf({ hub, replicaAt: null, filling })).toEqual({ text, tone: 'warn' });
  });

  test('says how old the copy is once the hub is away', () => {
    const { text, tone } = lineOf({ hub: 'offline', replicaAt: now - 3_600_000 });
    expect([text, tone]).toEqual(['离线 · 3600000前', 'warn']);
  });
});
