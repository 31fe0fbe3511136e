import { type StoreApi, createStore } from 'zustand/vanilla';
import type { AdminOverview, PersonInput } from '../../shared/contract/admin/schemas.ts';
import { factorRuleSchema } from '../../shared/contract/office/schemas.ts';
import { type FactorRule, factorRuleKind } from '../../shared/domain/office/office-rule.ts';
import { readBody } from '../../shared/kept/body.ts';
import { type Doing, createDoing, idle } from '../page/doing.ts';
import type { HubCalls, PageApi } from '../page/hub-calls.ts';

/** What can be done to a person at once, each after a question. */
export const personActs = ['resetPassword', 'resetFactor', 'unlock', 'disable', 'enable'] as const;
export type PersonAct = (typeof personActs)[number];

export interface PeopleState extends Doing {
  readonly overview: AdminOverview | null;
  /** Who must show a second factor at a desk. */
  readonly rule: FactorRule;
  /** A password of the hub's making, shown until it is put away. */
  readonly told: { readonly workNo: string; readonly password: string } | null;
}

export interface PeopleActs {
  look(): Promise<void>;
  save(person: PersonInput): Promise<boolean>;
  act(act: PersonAct, workNo: string): Promise<boolean>;
  putRule(desk: FactorRule['desk']): Promise<boolean>;
  putAway(): void;
}

export type PeopleStore = StoreApi<PeopleState & PeopleActs>;

/** People who have an account, for the administrator. */
export function createPeopleStore({ hub }: { readonly hub: HubCalls }): PeopleStore {
  return createStore((set, get) => {
    const doing = createDoing(set, get);
    const read = async () => {
      const overview = await hub.ask(({ admin }) => admin.overview());
      const { rules } = await hub.ask(({ office }) => office.list());
      const rule = rules.find(({ kind }) => kind === factorRuleKind);
      const body = rule ? readBody(factorRuleSchema, rule.body) : null;
      set({ overview, rule: body?.ok ? body.value : { desk: [] } });
    };
    const tell = (workNo: string, password: string | null) => {
      if (password !== null) set({ told: { workNo, password } });
    };
    return {
      ...idle,
      overview: null,
      rule: { desk: [] },
      told: null,
      async look() {
        await doing(read, 'look');
      },
      save: (person) =>
        doing(async () => {
          const { password } = await hub.ask(({ admin }) => admin.setPerson(person));
          tell(person.workNo, password);
          await read();
        }),
      act: (act, workNo) =>
        doing(async () => {
          tell(workNo, await hub.ask(({ admin }) => carryOut(admin, act, workNo)));
          await read();
        }),
      putRule: (desk) =>
        doing(async () => {
          await hub.ask(({ office }) => office.putSecondFactor({ desk: [...desk] }));
          await read();
        }),
      putAway: () => set({ told: null }),
    };
  });
}

/** The password that came of it; `null` = none did. */
async function carryOut(
  admin: PageApi['admin'],
  act: PersonAct,
  workNo: string,
): Promise<string | null> {
  switch (act) {
    case 'resetPassword':
      return (await admin.resetPassword({ workNo })).password;
    case 'resetFactor':
      await admin.resetFactor({ workNo });
      return null;
    case 'unlock':
      await admin.unlock({ workNo });
      return null;
    case 'disable':
    case 'enable':
      await admin.setDisabled({ workNo, disabled: act === 'disable' });
      return null;
  }
}
