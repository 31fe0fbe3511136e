import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  changeNote,
  factLine,
  readNote,
} from '../../../../../src/shared/domain/tickets/course-note.ts';
import {
  type Intake,
  emptyIntake,
  ticketKinds,
} from '../../../../../src/shared/domain/tickets/ticket.ts';

const before: Intake = {
  ...emptyIntake,
  kind: 'help',
  categoryCode: 'supply.outage',
  district: '江汉区',
  address: '示例路 18 号',
  content: '停水',
  requesterNumber: '19900000123',
};

it('says nothing of what did not change', () => {
  expect(changeNote(before, { ...before })).toBe('');
});

it('tells each changed field by its code, old and new', () => {
  const after: Intake = {
    ...before,
    kind: 'complaint',
    categoryCode: null,
    address: '',
    content: '停水\n两天',
    citations: [{ entryId: 'e', entryNo: 'K-0101', version: 4, title: '停水' }],
  };
  expect(changeNote(before, after).split('\n')).toEqual([
    'kind: “help” → “complaint”',
    'categoryCode: “supply.outage” → “”',
    'address: “示例路 18 号” → “”',
    'content: “停水” → “停水 两天”',
    'citations: “” → “K-0101 v4”',
  ]);
});

it('is read again, line by line, and what older releases wrote in words stays words', () => {
  const note = [
    '地址：“示例路 18 号” → （空）',
    'address: “示例路” → “样例街”',
    factLine('closeAs', 'directAnswer'),
    'closeAs: 直接解答',
    'note: 市民催问',
  ].join('\n');
  expect(readNote(note)).toEqual([
    { kind: 'words', text: '地址：“示例路 18 号” → （空）' },
    { kind: 'changed', field: 'address', old: '“示例路”', now: '“样例街”' },
    { kind: 'fact', code: 'closeAs', value: 'directAnswer' },
    { kind: 'words', text: 'closeAs: 直接解答' },
    { kind: 'words', text: 'note: 市民催问' },
  ]);
  expect(readNote('')).toEqual([]);
});

it('shows of long words what differs, with a little of what stands around it', () => {
  const long = (middle: string) => `${'前文'.repeat(300)}三楼${middle}没水${'后文'.repeat(300)}`;
  const note = changeNote(
    { ...before, content: long('一户') },
    { ...before, content: long('整层') },
  );
  expect(note).toBe(
    'content: “…前文前文前文三楼一户没水后文后文后文…” → “…前文前文前文三楼整层没水后文后文后文…”',
  );
});

const words = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength });
const intakes: fc.Arbitrary<Intake> = fc.record({
  kind: fc.option(fc.constantFrom(...ticketKinds)),
  categoryCode: fc.option(words(64)),
  district: fc.option(words(32)),
  address: words(200),
  content: words(2000),
  answer: words(2000),
  requesterName: words(40),
  requesterNumber: words(64),
  citations: fc.array(
    fc.record({
      entryId: fc.uuid(),
      entryNo: words(16),
      version: fc.integer({ min: 1, max: 999 }),
      title: fc.constant(''),
    }),
    { maxLength: 20 },
  ),
});

it('always fits a course entry with its times, and names every field that changed', () => {
  fc.assert(
    fc.property(intakes, intakes, (old, now) => {
      const note = changeNote(old, now);
      expect(note.length).toBeLessThanOrEqual(750);
      expect(note.includes('content: ')).toBe(old.content !== now.content);
      expect(note.includes('requesterNumber: ')).toBe(old.requesterNumber !== now.requesterNumber);
      for (const line of readNote(note)) expect(line.kind).toBe('changed');
    }),
    { numRuns: 150 },
  );
}, 30_000);

it('is one line for each field, whatever blanks were typed', () => {
  const note = changeNote(before, { ...before, content: '  停水 \n\t\n  两天\u0007 ' });
  expect(note).toBe('content: “停水” → “停水 两天”');
});

it.each([
  'address：“a” → “b”',
  'x address: “a” → “b”',
  'address: “a” → b',
  'unknown: “a” → “b”',
  'address: “a” “b”',
])('leaves words what is no change of a field: %s', (line) => {
  expect(readNote(line)).toEqual([{ kind: 'words', text: line }]);
});
