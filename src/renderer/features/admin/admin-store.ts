import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { AdminOverview, PersonLine } from '../../../shared/contract/admin/schemas.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { DeskApi } from '../../stores/desk-api.ts';

export interface AdminState {
  /** `null` before the first answer. What was read before stays while it reads again. */
  readonly overview: AdminOverview | null;
  readonly busy: boolean;
  readonly failure: ErrorCode | null;
  /** Whose lock is asked to be lifted. */
  readonly unlocking: PersonLine | null;
  readonly unlockFailure: ErrorCode | null;
  refresh(): Promise<void>;
  /** Asks first; `null` = no. */
  askUnlock(person: PersonLine | null): void;
  unlock(): Promise<void>;
}

function createAdminStore({ api }: { readonly api: { readonly admin: DeskApi['admin'] } }) {
  return createStore<AdminState>()((set, get) => ({
    overview: null,
    busy: false,
    failure: null,
    unlocking: null,
    unlockFailure: null,
    async refresh() {
      set({ busy: true });
      try {
        set({ overview: await api.admin.overview(), failure: null });
      } catch (error) {
        set({ failure: errorCodeOf(error) });
      } finally {
        set({ busy: false });
      }
    },
    askUnlock: (unlocking) => set({ unlocking, unlockFailure: null }),
    async unlock() {
      const { unlocking } = get();
      if (unlocking === null) return;
      set({ busy: true });
      try {
        await api.admin.unlock({ workNo: unlocking.workNo });
        set({ unlocking: null });
        await get().refresh();
      } catch (error) {
        set({ unlockFailure: errorCodeOf(error) });
      } finally {
        set({ busy: false });
      }
    },
  }));
}
/** One for the desk. */
export const adminStore = featureStore(({ deps }) => createAdminStore(deps));
