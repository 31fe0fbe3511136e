import { describe, expect, it } from 'vitest';
import { contactUserOf } from '../../../../src/renderer/phone/contact-user.ts';

describe('contact user of the desk', () => {
  it('is made once and stays the same', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const first = contactUserOf(storage, () => '3f2504e0-4f89-41d3-9a0c-0305e82c3301');
    const second = contactUserOf(storage, () => 'ffffffff-4f89-41d3-9a0c-0305e82c3301');
    expect(first).toBe('3f2504e04f8941d3');
    expect(second).toBe(first);
  });
});
