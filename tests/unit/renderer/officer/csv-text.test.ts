import { describe, expect, it } from 'vitest';
import { csvText } from '../../../../src/renderer/officer/csv-text.ts';

describe('a table as a file', () => {
  it('is quoted where it must be, and holds no formula', () => {
    expect(
      csvText([
        ['时间', '谁'],
        ['a,b', '说“好”"x"\n次行'],
      ]),
    ).toBe('\u{feff}时间,谁\r\n"a,b","说“好”""x""\n次行"\r\n');
    expect(csvText([['=1+1', '@x', '+86', '-1', '1-2']])).toBe(
      "\u{feff}'=1+1,'@x,'+86,'-1,1-2\r\n",
    );
  });
});
