import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  changesOf,
  differingFields,
  intakeFields,
  mergeIntake,
  withChanges,
} from '../../../../../src/shared/domain/tickets/intake-merge.ts';
import { type Intake, ticketKinds } from '../../../../../src/shared/domain/tickets/ticket.ts';

/** Few words, so that two people often write the same and often do not. A failing run prints its seed. */
const word = fc.constantFrom('', '积水', '停水', '停水\n两天', '停水 两天');
const intakes: fc.Arbitrary<Intake> = fc.record({
  kind: fc.option(fc.constantFrom(...ticketKinds.slice(0, 2))),
  categoryCode: fc.option(fc.constantFrom('supply.outage', 'drainage.waterlogging')),
  district: fc.option(fc.constantFrom('江汉区', '武昌区')),
  address: word,
  content: word,
  answer: word,
  requesterName: word,
  requesterNumber: word,
  citations: fc.array(
    fc.record({
      entryId: fc.constantFrom('e1', 'e2'),
      entryNo: fc.constant('K-0101'),
      version: fc.integer({ min: 1, max: 2 }),
      title: fc.constant('停水'),
    }),
    { maxLength: 2 },
  ),
});

const holds = (law: (base: Intake, mine: Intake, theirs: Intake) => void) =>
  fc.assert(fc.property(intakes, intakes, intakes, law), { numRuns: 500 });

it('takes over the one side that changed anything, whole', () =>
  holds((base, mine, theirs) => {
    expect(mergeIntake(base, mine, base)).toMatchObject({ clashes: [], followed: [] });
    expect(differingFields(mergeIntake(base, mine, base).merged, mine)).toEqual([]);
    expect(mergeIntake(base, base, theirs)).toMatchObject({ merged: theirs, clashes: [] });
  }));

it('knows no clash where both wrote the same', () =>
  holds((base, mine) => {
    expect(mergeIntake(base, mine, mine).clashes).toEqual([]);
    expect(differingFields(mergeIntake(base, mine, mine).merged, mine)).toEqual([]);
  }));

it('finds the same clashes from either side', () =>
  holds((base, mine, theirs) => {
    expect(mergeIntake(base, mine, theirs).clashes).toEqual(
      mergeIntake(base, theirs, mine).clashes,
    );
  }));

it('loses no word of anybody that it does not name as a clash', () =>
  holds((base, mine, theirs) => {
    const { merged, clashes, followed } = mergeIntake(base, mine, theirs);
    for (const field of intakeFields) {
      const isMine = !differingFields(merged, mine).includes(field);
      const isTheirs = !differingFields(merged, theirs).includes(field);
      const byMe = differingFields(base, mine).includes(field);
      const byThem = differingFields(base, theirs).includes(field);
      expect(isMine || isTheirs).toBe(true);
      expect(isMine || !byMe).toBe(true);
      expect(isTheirs || byMe).toBe(true);
      expect(isTheirs || !byThem || clashes.includes(field)).toBe(true);
      expect(clashes.includes(field)).toBe(byMe && byThem && !(isMine && isTheirs));
      expect(followed.includes(field)).toBe(byThem && !byMe);
    }
  }));

it('carries changes as nothing but what was changed', () =>
  holds((base, mine) => {
    const changes = changesOf(base, mine);
    expect(Object.keys(changes).toSorted()).toEqual(differingFields(base, mine).toSorted());
    expect(differingFields(withChanges(base, changes), mine)).toEqual([]);
  }));
