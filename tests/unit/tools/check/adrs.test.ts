import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adrIndex, adrViolations } from '../../../../tools/check/adrs.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const planted = join(root, 'tests', 'fixtures', 'papers');

describe('the records of decisions', () => {
  it('shows every planted fault and nothing else', () => {
    const head = 'must begin with "# ADR NNNN: title", "Status: accepted." and "Date: YYYY-MM-DD"';
    const missing = (number: string, file = 'src/hub/hub.ts') =>
      `${file}: there is no ADR ${number}`;
    expect(adrViolations(planted)).toEqual([
      `docs/adr/0002-wrong-number.md: ${head}`,
      `docs/adr/0004-no-date.md: ${head}`,
      'docs/adr: two records have the number 0001',
      'docs/adr/README.md: stale; run npm run adr:index',
      missing('0003', 'docs/adr/0002-wrong-number.md'),
      missing('0009'),
      missing('0007'),
      missing('0008'),
    ]);
  });

  it('lists each record with title, status and date', () => {
    const rows = adrIndex(planted)
      .split('\n')
      .filter((line) => line.startsWith('| ['));
    expect(rows).toEqual([
      '| [0001](0001-heads.md) | records have a head | accepted | 2026-11-26 |',
      '| [0001](0001-twice.md) | a number given twice | superseded by ADR 0002 | 2026-11-26 |',
    ]);
  });

  it('holds here', () => {
    expect(adrViolations(root).join('\n')).toBe('');
  });
});
