import { describe, expect, it } from 'vitest';
import { doneLine, withRecorded } from '../../../../../src/shared/domain/tickets/done-line.ts';
import type { TicketEvent } from '../../../../../src/shared/domain/tickets/ticket.ts';

const at = Date.UTC(2026, 10, 30, 1, 41);
const event = (kind: TicketEvent['kind'], note = ''): TicketEvent => ({
  eventId: `e:${kind}`,
  at,
  byWorkNo: '1003',
  kind,
  note,
});
const call = { direction: 'inbound', answeredAt: at, transferredTo: null } as const;

describe('what was done', () => {
  it('is empty when nothing was', () => {
    expect(doneLine(null, [])).toBe('');
    const course = [
      event('opened', '来电登记'),
      event('edited'),
      event('note', '拟交办江汉区水务局'),
    ];
    expect(doneLine({ course }, [{ ...call, answeredAt: null, transferredTo: '96510' }])).toBe('');
  });

  it('names calls, transfer, assignment, urges and answers with their times', () => {
    const course = [
      event('opened'),
      event('assigned', '交办江汉区水务局'),
      event('urged', 'reason: 请按期办理'),
      event('result', '已抽排'),
    ];
    expect(doneLine({ course }, [{ ...call, transferredTo: '96510' }])).toBe(
      '已办：接听来电（11-30 09:41）；通话转接 96510；交办江汉区水务局（11-30 09:41）；催办（11-30 09:41）；经办部门反馈结果（11-30 09:41）。',
    );
    expect(doneLine(null, [{ ...call, direction: 'outbound' }])).toBe(
      '已办：去电通话（11-30 09:41）。',
    );
  });

  it('cuts no item in two, whatever stands in the note', () => {
    const line = doneLine({ course: [event('assigned', '交办甲局；抄送乙局。')] }, []);
    expect(line.split('；')).toHaveLength(1);
  });
});

describe('a record in the answer', () => {
  it('stands below what is typed, once', () => {
    const once = withRecorded('先前所写。', '已告知来电人：绕行。\n已办：甲。');
    expect(once).toBe('先前所写。\n已告知来电人：绕行。\n已办：甲。');
    expect(withRecorded(once, '已告知来电人：绕行。\n已办：甲。')).toBe(once);
  });

  it('has what was done last, as of now', () => {
    const once = withRecorded('', '已告知来电人：绕行。\n已办：甲。');
    expect(withRecorded(once, '已告知来电人：断电。\n已办：甲；乙。')).toBe(
      '已告知来电人：绕行。\n已告知来电人：断电。\n已办：甲；乙。',
    );
  });

  it('leaves a line that somebody has changed', () => {
    const typed = '已办：甲，又打电话问过。';
    expect(withRecorded(typed, '已办：甲；乙。')).toBe(`${typed}\n已办：甲；乙。`);
  });
});
