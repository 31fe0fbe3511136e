import { describe, expect, it } from 'vitest';
import { faultWords } from '../../../../../src/renderer/features/calendar/arrangement-reading.tsx';
import {
  isSameYear,
  readArrangement,
} from '../../../../../src/renderer/features/calendar/read-arrangement.ts';
import { createTexts } from '../../../../../src/renderer/i18n/create-texts.ts';
import {
  lineFaults,
  writeCalendarYear,
} from '../../../../../src/shared/domain/office/calendar-text.ts';
import { yearFaults } from '../../../../../src/shared/domain/office/calendar-year.ts';
import { aYear } from '../../../../support/calendar-years.ts';

const good = writeCalendarYear(aYear(2027));

describe('readArrangement', () => {
  it('takes a clean year as it is, dates without a year as the chosen one’s', () => {
    const without = good.replaceAll('2027-', '');
    for (const text of [good, without])
      expect(readArrangement(2027, text)).toMatchObject({
        found: aYear(2027),
        clean: aYear(2027),
        faults: [],
        statutory: 16,
      });
  });

  it('shows what it could read of a text that it does not take', () => {
    const read = readArrangement(2027, `${good}\n春节\n2月30日 休`);
    expect(read).toMatchObject({ found: aYear(2027), clean: null, statutory: 16 });
    expect(read.faults.map(({ why, text }) => [why, text])).toEqual([
      ['noDate', '春节'],
      ['noDate', '2月30日 休'],
    ]);
  });

  it('takes no other year than the chosen one', () => {
    expect(readArrangement(2026, good)).toMatchObject({
      clean: null,
      found: null,
      faults: [{ why: 'wrongYear', text: '2027' }],
    });
  });

  it.each(['', ' \n '])('says nothing of an empty text', (text) => {
    expect(readArrangement(2027, text)).toEqual({
      found: null,
      faults: [],
      statutory: 0,
      clean: null,
    });
  });
});

it('knows the same year again, in any order of its days', () => {
  const year = aYear(2027);
  const turned = { ...year, daysOff: year.daysOff.toReversed() };
  expect(isSameYear(year, turned)).toBe(true);
  expect(isSameYear(year, { ...year, workingWeekends: ['2027-02-20'] })).toBe(false);
});

it('has words for every reason, with the line and what stands there', async () => {
  const { t } = await createTexts();
  for (const why of [...lineFaults, ...yearFaults]) {
    const words = faultWords({ line: 3, text: '春节', why }, 2027, t);
    expect(words).toMatch(/^第 3 行“春节”：\p{Script=Han}/u);
    expect(words).not.toContain('calendar.');
  }
  expect(faultWords({ line: 0, text: '', why: 'tooFewDaysOff' }, 2027, t)).toMatch(/^放假天数/);
  expect(faultWords({ line: 0, text: '2026', why: 'wrongYear' }, 2027, t)).toBe(
    '这是 2026 年的安排，所选年份是 2027 年',
  );
  const long = faultWords({ line: 1, text: '长'.repeat(300), why: 'tooLong' }, 2027, t);
  expect(long).toContain(`${'长'.repeat(40)}…`);
});
