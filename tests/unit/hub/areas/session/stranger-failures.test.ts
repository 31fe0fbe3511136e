import { describe, expect, it } from 'vitest';
import { createStrangerFailures } from '../../../../../src/hub/areas/session/stranger-failures.ts';

describe('failures of strangers', () => {
  const locked = { count: 5, lockedUntil: 2_000_000 };
  const of = (workNo: string) => ({ workNo, source: 'address:a' });

  it('are forgotten when they are old, and the oldest of more than five thousand', async () => {
    const strangers = createStrangerFailures();
    await strangers.setFailures(of('old'), locked, { now: 1, forgetBefore: 0 });
    await strangers.setFailures(of('1'), locked, { now: 2, forgetBefore: 1 });
    expect((await strangers.failures('old', 'address:a', 0)).count).toBe(5);
    await strangers.setFailures(of('2'), locked, { now: 3, forgetBefore: 2 });
    expect((await strangers.failures('old', 'address:a', 0)).count).toBe(0);
    for (let one = 3; one <= 5000; one += 1)
      await strangers.setFailures(of(`${one}`), locked, { now: 3, forgetBefore: 2 });
    expect((await strangers.failures('1', 'address:a', 0)).count).toBe(5);
    await strangers.setFailures(of('5001'), locked, { now: 3, forgetBefore: 2 });
    expect((await strangers.failures('1', 'address:a', 0)).count).toBe(0);
    expect((await strangers.failures('2', 'address:a', 0)).count).toBe(5);
  });

  it('are cleared of one source or of all, and tell the longest lock of each person', async () => {
    const strangers = createStrangerFailures();
    const at = { now: 1, forgetBefore: 0 };
    await strangers.setFailures(
      { workNo: '1001', source: 'b' },
      { ...locked, lockedUntil: 3_000_000 },
      at,
    );
    await strangers.setFailures({ workNo: '1001', source: 'a' }, locked, at);
    await strangers.setFailures({ workNo: '1002', source: 'a' }, locked, at);
    expect([...strangers.locks(1_999_999)]).toEqual([
      ['1001', 3_000_000],
      ['1002', 2_000_000],
    ]);
    await strangers.clearFailures('1001', 'b');
    expect(strangers.locks(0).get('1001')).toBe(2_000_000);
    await strangers.clearFailures('1001');
    expect([...strangers.locks(0).keys()]).toEqual(['1002']);
    expect(strangers.locks(2_000_000).size).toBe(0);
  });
});
