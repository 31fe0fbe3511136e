import { type StoreApi, createStore } from 'zustand/vanilla';
import type { Concerned } from '../../shared/contract/office/department-schemas.ts';
import {
  type DepartmentCatalogue,
  shippedDepartments,
} from '../../shared/domain/office/departments.ts';
import {
  type AskedDepartments,
  type DepartmentFault,
  departmentChanges,
  judgeDepartments,
} from '../../shared/domain/office/judge-departments.ts';
import { departmentsRule } from '../../shared/domain/office/office-rule.ts';
import { rebaseDepartments } from '../../shared/domain/office/rebase-departments.ts';
import { readDepartments } from '../../shared/kept/department-rules.ts';
import { type Doing, createDoing, idle } from '../page/doing.ts';
import type { HubCalls } from '../page/hub-calls.ts';

export interface DepartmentsState extends Doing {
  /** As the hub has it, and who put it in; `null` = not asked yet. */
  readonly known: {
    readonly catalogue: DepartmentCatalogue;
    readonly byWorkNo: string;
    readonly at: number;
  } | null;
  /** Changed here and not put in; `null` = nothing is. */
  readonly draft: AskedDepartments | null;
  /** What somebody else has changed while this was written, a line each; empty = nothing. */
  readonly theirs: readonly string[];
  /** A department that is about to be closed, and whom that concerns. */
  readonly closing: { readonly id: string; readonly concerned: Concerned } | null;
}

export interface DepartmentsActs {
  look(): Promise<void>;
  /** Changes the draft; the hub hears nothing of it. */
  edit(change: (asked: AskedDepartments) => AskedDepartments): void;
  drop(): void;
  /** Asks whom it concerns, before anything is changed. */
  askClose(id: string): Promise<void>;
  close(): void;
  keepOpen(): void;
  /** Puts the draft in. Where somebody was faster, it is carried over to what is there now, and put in by another press. */
  put(): Promise<boolean>;
}

export type DepartmentsStore = StoreApi<DepartmentsState & DepartmentsActs>;

/** What is shown: the draft, else what the hub has. */
export function shownOf({ draft, known }: DepartmentsState): AskedDepartments {
  return draft ?? known?.catalogue ?? shippedDepartments;
}

/** What putting the draft in would change, a line each. */
export function changesOf({ draft, known }: DepartmentsState): readonly string[] {
  return draft === null || known === null ? [] : departmentChanges(known.catalogue, draft);
}

/** What speaks against it. */
export function faultsOf({ draft, known }: DepartmentsState): readonly DepartmentFault[] {
  return draft === null || known === null ? [] : judgeDepartments(known.catalogue, draft);
}

/** Departments and the catalogue of dispatch, as administrator and lead edit them. */
export function createDepartmentsStore({
  hub,
  onPut,
}: {
  readonly hub: HubCalls;
  /** The hub has taken another catalogue. */
  readonly onPut: () => void;
}): DepartmentsStore {
  return createStore((set, get) => {
    const doing = createDoing(set, get);
    const read = async () => {
      const { rules } = await hub.ask(({ office }) => office.list());
      const rule = rules.find(({ kind }) => kind === departmentsRule);
      const catalogue = readDepartments(rule) ?? shippedDepartments;
      return { catalogue, byWorkNo: rule?.byWorkNo ?? '', at: rule?.at ?? 0 };
    };
    /** What was written here is carried over to what is there by now. */
    const refresh = async () => {
      const { known: before, draft } = get();
      const known = await read();
      const isNewer = before !== null && before.catalogue.version !== known.catalogue.version;
      if (draft === null || !isNewer) return set({ known, theirs: [] });
      set({
        known,
        draft: rebaseDepartments(before.catalogue, draft, known.catalogue),
        theirs: departmentChanges(before.catalogue, known.catalogue),
      });
    };
    return {
      ...idle,
      known: null,
      draft: null,
      theirs: [],
      closing: null,
      async look() {
        await doing(refresh, 'look');
      },
      edit: (change) => set({ draft: change(shownOf(get())), failure: null }),
      drop: () => set({ draft: null, theirs: [], failure: null }),
      async askClose(id) {
        await doing(async () => {
          const concerned = await hub.ask(({ office }) => office.concernedBy({ departmentId: id }));
          set({ closing: { id, concerned } });
        });
      },
      close() {
        const { closing, edit } = get();
        if (closing === null) return;
        edit((asked) => withStanding(asked, closing.id, false));
        set({ closing: null });
      },
      keepOpen: () => set({ closing: null }),
      async put() {
        const { draft, known } = get();
        if (draft === null || known === null) return true;
        const { departments, routes } = draft;
        const isDone = await doing(async () => {
          const asked = { seen: known.catalogue.version, ...mutable({ departments, routes }) };
          await hub.ask(({ office }) => office.putDepartments(asked));
          set({ draft: null, theirs: [], known: await read() });
          onPut();
        });
        if (get().failure?.code === 'office.conflict') await refresh().catch(() => undefined);
        return isDone;
      },
    };
  });
}

/** Open or closed. */
export function withStanding(
  { departments, routes }: AskedDepartments,
  id: string,
  isActive: boolean,
): AskedDepartments {
  const changed = departments.map((one) => (one.id === id ? { ...one, isActive } : one));
  return { departments: changed, routes };
}

function mutable({ departments, routes }: AskedDepartments) {
  return {
    departments: departments.map((one) => ({ ...one, phones: [...one.phones] })),
    routes: routes.map((one) => ({ ...one, assistIds: [...one.assistIds] })),
  };
}
