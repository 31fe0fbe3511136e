import { describe, expect, it } from 'vitest';
import { createTexts } from '../../../../src/renderer/i18n/create-texts.ts';
import { remembering } from '../../../../src/renderer/parts/use-text.ts';

describe('texts of a page', () => {
  it('a text without anything filled in is looked up once', async () => {
    const { t } = await createTexts();
    let asked = 0;
    const counted = new Proxy(t, {
      apply(target, self, args: readonly unknown[]) {
        asked += 1;
        return Reflect.apply(target, self, args);
      },
    });
    const quick = remembering(counted);
    expect([quick('caller.title'), quick('caller.title'), quick('ticket.title')]).toStrictEqual([
      t('caller.title'),
      t('caller.title'),
      t('ticket.title'),
    ]);
    expect(asked).toBe(2);
  });

  it('what is filled in is filled in each time', async () => {
    const { t } = await createTexts();
    const quick = remembering(t);
    for (const count of [1, 2, 1])
      expect(quick('today.due', { count })).toBe(t('today.due', { count }));
    expect(quick('today.due', { count: 1 })).not.toBe(quick('today.due', { count: 2 }));
  });
});
