import { expect, it } from 'vitest';
import { needsHandling } from '../../../../../src/shared/domain/tickets/direct-answer.ts';

const cited = (direct?: boolean) => ({
  entryId: 'e1',
  entryNo: 'K-0201',
  version: 7,
  title: '道路渍水',
  ...(direct !== undefined && { direct }),
});

it('only an answer of entries that all need handling is never a direct one', () => {
  expect(needsHandling([cited(false)])).toBe(true);
  expect(needsHandling([cited(false), cited(false)])).toBe(true);
  expect(needsHandling([cited(false), cited(true)])).toBe(false);
  expect(needsHandling([cited(true)])).toBe(false);
});

it('a citation of before that says nothing stands against nothing', () => {
  expect(needsHandling([cited()])).toBe(false);
  expect(needsHandling([cited(false), cited()])).toBe(false);
  expect(needsHandling([])).toBe(false);
});
