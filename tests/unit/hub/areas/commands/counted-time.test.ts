import { expect, it } from 'vitest';
import { countedTime } from '../../../../../src/hub/areas/commands/counted-time.ts';

const week = 7 * 24 * 3_600_000;
const now = 100 * week;

it.each([
  ['now', now, [], now],
  ['a moment ago', now - 1, [], now - 1],
  ['a week ago', now - week, [], now - week],
  ['more than a week ago', now - week - 1, [], now],
  ['in time to come', now + 1, [], now],
  ['with the last change', now - 10, [now - 10, null], now - 10],
  ['before the last change', now - 11, [now - 10, null], now],
  ['before the agent’s own last command', now - 11, [null, now - 10], now],
  ['after both', now - 9, [now - 20, now - 10], now - 9],
  ['with nothing before', now - 5, [null, null], now - 5],
] as const)('what is said to be done %s counts', (_, saidAt, notBefore, counted) => {
  expect(countedTime(saidAt, { notBefore, now })).toBe(counted);
});
