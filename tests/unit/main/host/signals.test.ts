import { describe, expect, it } from 'vitest';
import { createSignal } from '../../../../src/main/host/signals.ts';

describe('a signal', () => {
  it('is heard in its order, by others last and as they came, whoever began to listen first', () => {
    const signal = createSignal<string, string>(['pop', 'records']);
    for (const area of ['later', 'records', 'last', 'pop', 'records'])
      signal.on(area, (fact) => `${area} ${fact}`);
    expect(signal.emit('rings')).toEqual([
      'pop rings',
      'records rings',
      'records rings',
      'later rings',
      'last rings',
    ]);
  });

  it('has no listener to ask without one', () => {
    expect(createSignal<void>().emit()).toEqual([]);
  });
});
