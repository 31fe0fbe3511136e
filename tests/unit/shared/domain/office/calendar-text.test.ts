import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedYears } from '../../../../../src/shared/domain/office/calendar-data.ts';
import {
  parseCalendarYear,
  writeCalendarYear,
} from '../../../../../src/shared/domain/office/calendar-text.ts';
import type { CalendarYear } from '../../../../../src/shared/domain/office/calendar.ts';
import { aYear } from '../../../../support/calendar-years.ts';

/** The arrangement of 2026 in the form in which it is announced. */
const announced = `2026年部分节假日安排
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。

五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`;

const sorted = ({ year, daysOff, workingWeekends }: CalendarYear) => ({
  year,
  daysOff: daysOff.toSorted(),
  workingWeekends: workingWeekends.toSorted(),
});
const [, year2026] = shippedYears;
const linesOf = ({ daysOff, workingWeekends }: CalendarYear) => [
  ...daysOff.map((day) => `${day} 休`),
  ...workingWeekends.map((day) => `${day} 班`),
];
/** A good year with lines of one’s own behind it, which begin at line 24. */
const withLines = (...lines: string[]) =>
  parseCalendarYear([...linesOf(aYear(2027)), ...lines].join('\n'));
const first = linesOf(aYear(2027)).length + 1;

describe('parseCalendarYear', () => {
  it('reads the announcement as it is: the year that comes with the program', () => {
    const read = parseCalendarYear(announced);
    expect(read).toEqual({ kind: 'read', year: year2026 && sorted(year2026) });
  });

  it.each(shippedYears)('reads $year again from one day a line, in any order', (year) => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(linesOf(year), { minLength: linesOf(year).length }),
        (lines) => {
          expect(parseCalendarYear(lines.join('\r\n'))).toEqual({
            kind: 'read',
            year: sorted(year),
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    ['2027-02-20 班', ['2027-02-20']],
    ['2027-2-20，班', ['2027-02-20']],
    ['2027/02/20,补班', ['2027-02-20']],
    ['2027.2.20 调休上班', ['2027-02-20']],
    ['2月20日上班，不调休', ['2027-02-20']],
    ['2027年2月20日 上班', ['2027-02-20']],
    ['２０２７年２月２０日（周六）　班', ['2027-02-20']],
    ['2月20日、2月21日上班。', ['2027-02-20', '2027-02-21']],
    ['2月20日至21日 班', ['2027-02-20', '2027-02-21']],
    ['2027-02-20 至 2027-02-21 班', ['2027-02-20', '2027-02-21']],
    ['2月20日~2月21日班', ['2027-02-20', '2027-02-21']],
    ['3. 2月20日 班', ['2027-02-20']],
    ['# 2月20日 班', []],
  ])('reads %s', (line, worked) => {
    const read = withLines(line);
    expect(read.kind === 'read' ? read.year.workingWeekends : read.faults).toEqual(worked);
  });

  it.each([
    ['春节', 'noDate'],
    ['2027-02-30 休', 'noDate'],
    ['2027-13-01 休', 'noDate'],
    ['20270220 班', 'noDate'],
    ['2027-02-20-21 班', 'noDate'],
    ['2027-02-20', 'noMark'],
    ['2027-02-20 调休', 'noMark'],
    ['2027-02-20 不上班', 'noMark'],
    ['2027-02-20 不放假', 'noMark'],
    ['班 2027-02-20', 'noMark'],
    ['2月21日至20日 班', 'badRange'],
    ['1月1日至12月31日 休', 'badRange'],
    [`2027-02-20 班${'。'.repeat(300)}`, 'tooLong'],
  ])('names the line %s: %s', (line, why) => {
    expect(withLines('', line)).toMatchObject({
      kind: 'refused',
      faults: [{ line: first + 1, why }],
    });
  });

  it('names every line that it cannot read, and takes nothing', () => {
    const read = withLines('甲', '2027-02-20 班', '乙');
    expect(read).toMatchObject({
      kind: 'refused',
      found: { ...aYear(2027), workingWeekends: ['2027-02-20'] },
      faults: [
        { line: first, text: '甲', why: 'noDate' },
        { line: first + 2, text: '乙', why: 'noDate' },
      ],
    });
  });

  it('takes no month and day of a year that nobody has named', () => {
    expect(parseCalendarYear('1月1日 休')).toMatchObject({
      kind: 'refused',
      faults: [{ line: 1, text: '1月1日 休', why: 'noYear' }],
    });
  });

  it('takes them for those of the year that was chosen, until a line says another', () => {
    const text = writeCalendarYear(aYear(2027)).replaceAll('2027-', '');
    expect(parseCalendarYear(text, 2027)).toEqual({ kind: 'read', year: aYear(2027) });
    const said = parseCalendarYear(`2027年\n${text}`, 2026);
    expect(said).toEqual({ kind: 'read', year: aYear(2027) });
  });

  it('reads again what is written of a year', () => {
    for (const year of [...shippedYears, aYear(2027)])
      expect(parseCalendarYear(writeCalendarYear(year))).toEqual({
        kind: 'read',
        year: sorted(year),
      });
  });

  it.each([
    ['2027-02-22 班', { line: first, text: '2027-02-22', why: 'swapOnWorkingDay' }],
    ['2027-01-02 班', { line: first, text: '2027-01-02', why: 'offAndWorked' }],
    ['2026-12-31 休', { line: first, text: '2026-12-31', why: 'otherYear' }],
  ])('refuses %s with the reason', (line, fault) => {
    expect(withLines(line)).toMatchObject({ kind: 'refused', faults: [fault] });
  });

  it('refuses a year with fewer than 11 statutory days off, or without one that never moves', () => {
    const short = linesOf(aYear(2027)).filter((line) => !/-02-|-01-0[234]/.test(line));
    expect(parseCalendarYear(short.join('\n'))).toMatchObject({
      kind: 'refused',
      faults: [{ line: 0, text: '', why: 'tooFewDaysOff' }],
    });
    const without = linesOf(aYear(2027)).filter((line) => !line.includes('-10-02'));
    expect(parseCalendarYear(without.join('\n'))).toMatchObject({
      kind: 'refused',
      faults: [{ line: 0, text: '2027-10-02', why: 'fixedDayMissing' }],
    });
  });

  it.each([
    ['', 'noDate'],
    ['# 只有注释', 'noDate'],
    ['休'.repeat(20_001), 'tooLong'],
  ])('reads nothing from nothing, or from too much', (text, why) => {
    expect(parseCalendarYear(text)).toEqual({
      kind: 'refused',
      faults: [{ line: 0, text: '', why }],
      found: null,
    });
  });

  it('ends for every text, and what it takes is a year that it reads again', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '2027',
        '年',
        '月',
        '日',
        '-',
        '至',
        '休',
        '班',
        '\n',
        ' ',
        '1',
        '12',
        '(',
        ')',
        '、',
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const read = withLines(pieces.join(''));
        const again =
          read.kind === 'read' ? parseCalendarYear(linesOf(read.year).join('\n')) : read;
        expect(again).toEqual(read);
        expect(read).not.toMatchObject({ faults: [] });
      }),
      { numRuns: 1000 },
    );
  });
});
