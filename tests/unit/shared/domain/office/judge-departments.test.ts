import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Department,
  type DepartmentCatalogue,
  departmentName,
  shippedDepartments,
} from '../../../../../src/shared/domain/office/departments.ts';
import {
  type AskedDepartments,
  departmentChanges,
  judgeDepartments,
} from '../../../../../src/shared/domain/office/judge-departments.ts';
import { rebaseDepartments } from '../../../../../src/shared/domain/office/rebase-departments.ts';

const { departments, routes } = shippedDepartments;
const changing = (id: string, change: Partial<Department>): AskedDepartments => ({
  departments: departments.map((one) => (one.id === id ? { ...one, ...change } : one)),
  routes,
});
const why = (asked: AskedDepartments) =>
  judgeDepartments(shippedDepartments, asked).map((fault) => fault.why);

describe('a catalogue that is put in', () => {
  it('keeps every id that was ever there, once', () => {
    expect(why({ departments: departments.slice(1), routes })).toContain('idGone');
    expect(why({ departments: [...departments, ...departments.slice(0, 1)], routes })).toContain(
      'idTwice',
    );
    expect(why(changing('bureau.jianghan', { name: '江汉水务' }))).toEqual([]);
  });

  it('has open departments that can be told apart, in places that there are', () => {
    expect(why(changing('bureau.jianghan', { name: '江岸区水务局' }))).toEqual(['nameTwice']);
    // Nobody sees what is different between them.
    for (const name of [' 江岸区水务局', '江岸区 水务局', '江岸区水务局\u3000'])
      expect(why(changing('bureau.jianghan', { name }))).toEqual(['nameTwice']);
    expect(
      why({
        departments: departments.map((one, at) => ({
          ...one,
          name: ['Ａ处', 'A处'][at] ?? one.name,
        })),
        routes,
      }),
    ).toEqual(['nameTwice']);
    expect(why(changing('bureau.jianghan', { district: '别处' }))).toEqual(['district']);
    const none = departments.map((one) => ({ ...one, isActive: false }));
    expect(why({ departments: none, routes: [] })).toEqual(['noneOpen']);
  });

  it('has lines that name what there is, open departments, and each matter and place once', () => {
    const adding = (line: Partial<(typeof routes)[number]>) => {
      const of = { prefix: 'flood.', district: null, leadId: 'division.works', assistIds: [] };
      return why({ departments, routes: [...routes, { ...of, ...line }] });
    };
    expect(adding({})).toEqual([]);
    expect(adding({ prefix: 'none.' })).toEqual(['prefix']);
    expect(adding({ district: '别处' })).toEqual(['place']);
    expect(adding({ leadId: 'bureau.nowhere' })).toEqual(['lead']);
    expect(adding({ assistIds: ['division.works'] })).toEqual(['assist']);
    expect(adding({ prefix: 'supply.' })).toEqual(['routeTwice']);
    expect(why(changing('bureau.jianghan', { isActive: false }))).toEqual(['lead']);
  });

  it('says for the audit what is another one, and of what', () => {
    const phones = [{ number: '027 8800 0000', hours: '24 小时' }];
    const asked = changing('bureau.jianghan', { name: '江汉水务', phones, isActive: false });
    const lines = departmentChanges(shippedDepartments, {
      ...asked,
      routes: routes.filter(({ district }) => district !== '江汉区'),
    });
    expect(lines).toEqual([
      'called bureau.jianghan: 江汉区水务局 → 江汉水务',
      'phones bureau.jianghan:  → 027 8800 0000 24 小时',
      'standing bureau.jianghan: open → closed',
      'route @江汉区: bureau.jianghan → ',
    ]);
    expect(departmentChanges(shippedDepartments, shippedDepartments)).toEqual([]);
  });
});

/** Renames, closes, opens, adds, and takes lines away: what an office does in years. */
const edit = fc.oneof(
  fc.record({
    kind: fc.constant('name' as const),
    at: fc.nat(30),
    name: fc.string({ minLength: 1 }),
  }),
  fc.record({ kind: fc.constant('standing' as const), at: fc.nat(30) }),
  fc.record({ kind: fc.constant('add' as const), no: fc.nat(1000) }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(30) }),
  fc.record({ kind: fc.constant('unroute' as const), at: fc.nat(30) }),
);
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

function edited(
  { departments: all, routes: lines }: AskedDepartments,
  one: Edit,
): AskedDepartments {
  const of = (change: (department: Department) => Department, at: number): AskedDepartments => ({
    departments: all.map((each, index) => (index === at % all.length ? change(each) : each)),
    routes: lines,
  });
  switch (one.kind) {
    case 'name':
      return of((each) => ({ ...each, name: one.name }), one.at);
    case 'standing':
      return of((each) => ({ ...each, isActive: !each.isActive }), one.at);
    case 'add': {
      const added = { id: `office.n${one.no}`, name: `新 ${one.no}`, district: null, phones: [] };
      return { departments: [...all, { ...added, isActive: true }], routes: lines };
    }
    case 'remove':
      return { departments: all.filter((_, at) => at !== one.at % all.length), routes: lines };
    case 'unroute':
      return { departments: all, routes: lines.filter((_, at) => at !== one.at) };
  }
}

describe('laws of the catalogue', () => {
  it('an id that stood in any version that was taken has a name in every later one', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        let now: DepartmentCatalogue = shippedDepartments;
        const seen = new Set<string>();
        for (const one of edits) {
          const asked = edited(now, one);
          if (judgeDepartments(now, asked).length === 0)
            now = { version: now.version + 1, ...asked };
          for (const { id } of now.departments) seen.add(id);
          for (const id of seen) expect(departmentName(now, id)).not.toBe(id);
        }
      }),
    );
  });

  it('what two people have changed apart is all there when the second carries hers over', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), (a, b) => {
        fc.pre(a !== b);
        const [mineId, theirsId] = [departments[a]?.id ?? '', departments[b]?.id ?? ''];
        const mine = changing(mineId, { name: '甲改的' });
        const theirs = { version: 1, ...changing(theirsId, { name: '乙改的' }) };
        const both = rebaseDepartments(shippedDepartments, mine, theirs);
        const nameOf = (id: string) => departmentName({ version: 2, ...both }, id);
        expect([nameOf(mineId), nameOf(theirsId)]).toEqual(['甲改的', '乙改的']);
        expect(departmentChanges(theirs, both)).toHaveLength(1);
      }),
    );
  });

  it('lines that one took away stay away, and those that the other added stay', () => {
    const line = { prefix: 'flood.', district: null, leadId: 'division.works', assistIds: [] };
    const mine = { departments, routes: routes.slice(1) };
    const theirs = { version: 1, departments, routes: [...routes, line] };
    expect(rebaseDepartments(shippedDepartments, mine, theirs).routes).toEqual([
      ...routes.slice(1),
      line,
    ]);
  });
});
