import { describe, expect, it } from 'vitest';
import { type FaultState, createFaults, healthy } from '../../../src/training/faults.ts';

describe('createFaults', () => {
  it('adds faults one by one, tells each change, and goes back to health', () => {
    const seen: FaultState[] = [];
    const faults = createFaults({ dropSockets: () => 0, onChange: (state) => seen.push(state) });
    faults.set({ neverAck: true });
    faults.set({ refuseRegister: { status: 503, retryAfterSeconds: 5 } });
    expect(faults.current()).toEqual({
      ...healthy,
      neverAck: true,
      refuseRegister: { status: 503, retryAfterSeconds: 5 },
    });
    faults.clear();
    expect(faults.current()).toEqual(healthy);
    expect(seen).toHaveLength(3);
  });

  it('says how many sockets it cut', () => {
    expect(createFaults({ dropSockets: () => 2, onChange: () => undefined }).dropSockets()).toBe(2);
  });
});
