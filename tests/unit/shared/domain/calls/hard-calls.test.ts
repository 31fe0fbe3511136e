import { describe, expect, test } from 'vitest';
import {
  hardCallKinds,
  hardCalls,
  scriptSteps,
  stepDue,
} from '../../../../../src/shared/domain/calls/hard-calls.ts';

describe.each(hardCallKinds)('the script of a %s call', (kind) => {
  test('begins with its first step and never goes back', () => {
    const due = Array.from({ length: 60 }, (_, second) => stepDue(kind, second * 1000));
    expect(due[0]).toBe('first');
    const places = due.map((step) => scriptSteps.indexOf(step));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(due.at(-1)).toBe('third');
  });

  test('changes to a step in the second in which that is due', () => {
    for (const step of scriptSteps) {
      const at = hardCalls[kind].afterMs[step];
      expect(stepDue(kind, at)).toBe(step);
      expect(at === 0 || stepDue(kind, at - 1) !== step).toBe(true);
    }
  });
});
