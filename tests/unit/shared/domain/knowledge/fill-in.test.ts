import { expect, it } from 'vitest';
import { fillIn } from '../../../../../src/shared/domain/knowledge/fill-in.ts';

const text = '我这就登记。最迟{{时限}}前给您答复。请先绕行。\n{{时限}}前有人联系您。';

it('puts the deadline into its places, in Shanghai', () => {
  expect(fillIn(text, Date.UTC(2026, 10, 30, 16, 5))).toBe(
    '我这就登记。最迟12月1日00:05前给您答复。请先绕行。\n12月1日00:05前有人联系您。',
  );
});

it('leaves the sentence out where no clock stands behind it', () => {
  expect(fillIn(text, null)).toBe('我这就登记。请先绕行。');
});

it('changes nothing else', () => {
  const plain = '先关总阀；再放水！水清了吗？清了再用\n第二段';
  expect([fillIn(plain, null), fillIn(plain, 0)]).toEqual([plain, plain]);
});
