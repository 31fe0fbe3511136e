import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverName, coverText } from '../../../../../src/shared/domain/tickets/covered-text.ts';

const nobody = { requesterName: '', requesterNumber: '' };

describe('a text for somebody who need not know whose it is', () => {
  it.each([
    ['请回电 19900000123', '请回电 199****0123'],
    ['电话 199 0000 0123，谢谢', '电话 199****0123，谢谢'],
    ['１９９００００１２３', '１９****０１２３'],
    ['座机 027-80001234', '座机 027****1234'],
    ['2026-06-12 09:41 停水，水深 30 厘米', '2026-06-12 09:41 停水，水深 30 厘米'],
    ['测试路 1 号 2 单元 301', '测试路 1 号 2 单元 301'],
  ])('covers numbers and leaves the rest: %s', (text, covered) => {
    expect(coverText(text, nobody)).toBe(covered);
  });

  it('covers the citizen’s name wherever it stands', () => {
    const citizen = { requesterName: '样例名', requesterNumber: '' };
    expect(coverText('样例名称漏水，样例名要求回电', citizen)).toBe('样**称漏水，样**要求回电');
    expect(coverName('样例')).toBe('样*');
    expect(coverName('')).toBe('');
  });

  it('lets no number of the citizen through, however it is grouped', () => {
    const number = fc.stringMatching(/^1\d{10}$/);
    const gap = fc.constantFrom('', ' ', '-');
    const around = fc.string({ maxLength: 20 });
    const gaps = fc.array(gap, { minLength: 11, maxLength: 11 });
    fc.assert(
      fc.property(number, gaps, around, around, (requesterNumber, between, before, behind) => {
        const typed = [...requesterNumber].map((digit, at) => digit + (between[at] ?? '')).join('');
        const text = `${before}${typed}${behind}`;
        const covered = coverText(text, { requesterName: '', requesterNumber });
        expect(covered.replaceAll(/[^\d*]/g, '')).not.toContain(requesterNumber);
      }),
    );
  });
});
