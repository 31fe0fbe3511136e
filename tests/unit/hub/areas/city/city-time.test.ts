import { describe, expect, it } from 'vitest';
import { readCityTime } from '../../../../../src/hub/areas/city/city-time.ts';

const nine = Date.UTC(2026, 5, 12, 1, 41, 5);

describe('a moment as the city writes it', () => {
  it.each([
    '2026-06-12 09:41:05',
    '2026/6/12 9:41:05',
    '2026年6月12日 09:41:05',
    '2026-06-12T09:41:05',
    '2026-06-12T01:41:05Z',
    '2026-06-12T09:41:05.000+08:00',
    '20260612094105',
    String(nine),
    String(nine / 1000),
  ])('%s is a quarter to ten in Shanghai', (text) => {
    expect(readCityTime(text)).toBe(nine);
  });

  it('that is a day is its beginning, or its last second for a limit', () => {
    expect(readCityTime('2026-06-12')).toBe(Date.UTC(2026, 5, 11, 16));
    expect(readCityTime('2026-06-12', { dayEnds: true })).toBe(Date.UTC(2026, 5, 12, 15, 59, 59));
    expect(readCityTime('2026-06-12 09:41:05', { dayEnds: true })).toBe(nine);
  });

  it.each(['', '尽快', '2026-02-30', '2026-13-01', '2026-06-12 25:00', '1999-01-01', '46185.4'])(
    'is not “%s”',
    (text) => {
      expect(readCityTime(text)).toBeNull();
    },
  );
});
