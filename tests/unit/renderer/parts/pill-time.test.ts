import { expect, test } from 'vitest';
import { createTexts } from '../../../../src/renderer/i18n/create-texts.ts';
import { pillTime } from '../../../../src/renderer/parts/pill-time.ts';

const { t } = await createTexts();
const up = (ms: number) => ({ way: 'up', ms }) as const;

test.each([
  [{ kind: 'ready', time: up(0) }, null],
  [{ kind: 'ready', time: up(59_999) }, null],
  [{ kind: 'ready', time: up(60_000) }, '1 分钟'],
  [{ kind: 'ready', time: up(119_999) }, '1 分钟'],
  [{ kind: 'ready', time: up(3_900_000) }, '1 小时 5 分'],
  [{ kind: 'alerting', time: up(3000) }, '00:03'],
  [{ kind: 'connected', time: up(161_000) }, '02:41'],
  [{ kind: 'held', time: up(61_000) }, '01:01'],
  [{ kind: 'notReady', time: up(5000) }, '00:05'],
  [{ kind: 'break', time: { way: 'down', ms: 599_000 } }, '09:59'],
  [{ kind: 'meal', time: { way: 'over', ms: 12_000 } }, '超时 00:12'],
  [{ kind: 'fault', time: null }, null],
] as const)('%j reads %s', (face, words) => {
  expect(pillTime(t, face)).toBe(words);
});
