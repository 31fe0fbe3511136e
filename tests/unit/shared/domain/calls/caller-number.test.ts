import { describe, expect, it } from 'vitest';
import { maskNumber } from '../../../../../src/shared/domain/calls/caller-number.ts';

describe('maskNumber', () => {
  it.each([
    ['199 0000 0123', '199****0123'],
    ['19900000123', '199****0123'],
    ['199-0000-0123', '199****0123'],
    ['027 0000 0456', '027****0456'],
    ['+1 202 555 0123', '+120****0123'],
    ['热线 199 0000 0123 转', '热线 199****0123 转'],
    ['96 510', '96 510'],
    ['96510', '96510'],
    ['123456', '****56'],
    ['1234567', '1****67'],
    ['٠١٩٩٠٠٠٠٠١٢٣', '٠١٩٩****٠١٢٣'],
    ['匿名', '匿名'],
  ])('%s shows in lists as %s', (display, masked) => {
    expect(maskNumber(display)).toBe(masked);
  });
});
