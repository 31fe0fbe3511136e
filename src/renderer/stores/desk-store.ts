import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import { keepEqual } from '../../shared/keep-equal.ts';
import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import type { PhoneCommand } from '../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { HostInfo } from '../../shared/contract/desk/schemas.ts';
import type { DeskApi } from './desk-api.ts';

/** A command that was refused, shown in place until it is dismissed or the next one works. */
export interface CommandFailure {
  readonly code: ErrorCode;
  readonly kind: PhoneCommand['kind'];
  readonly at: number;
}

export interface DeskStoreState {
  /**
   * `lost`: the host went away; what is shown may be old and says so. `stranger`: somebody else answers in its place;
   * `openedElsewhere`: a window opened later took this one's place; `notAdmitted`: the host does not take this page any more.
   * Nothing is sent then.
   */
  readonly connection:
    | 'connecting'
    | 'online'
    | 'lost'
    | 'stranger'
    | 'openedElsewhere'
    | 'notAdmitted';
  readonly info: HostInfo | null;
  /**
   * As the host last told it, always whole; `null` until the first message. Parts that say the same as before are the same objects,
   * so that what shows only them is not drawn anew.
   */
  readonly desk: DeskState | null;
  /** The phone command that is being carried out. */
  readonly running: PhoneCommand['kind'] | null;
  readonly failure: CommandFailure | null;
  setConnection(connection: DeskStoreState['connection']): void;
  setInfo(info: HostInfo): void;
  setDesk(desk: DeskState): void;
  /** Never rejects: a refusal is kept in `failure`. */
  command(command: PhoneCommand): Promise<void>;
  dismissFailure(): void;
  /** Puts a problem of something past away. It goes when the host says so, and stays when it cannot be reached. */
  dismissProblem(problemId: string): void;
}

/** Holds what the host says about this desk. The host is the authority; nothing here is changed by hand. */
export function createDeskStore(deps: {
  readonly api: Pick<DeskApi, 'phone' | 'problems'>;
  readonly clock: Clock;
}) {
  return createStore<DeskStoreState>()((set, get) => ({
    connection: 'connecting',
    info: null,
    desk: null,
    running: null,
    failure: null,
    setConnection: (connection) => set({ connection }),
    setInfo: (info) => set({ info }),
    setDesk: (desk) => set({ desk: keepEqual(get().desk, desk), connection: 'online' }),
    command: async (command) => {
      set({ running: command.kind, failure: null });
      try {
        await deps.api.phone(command);
      } catch (error) {
        set({ failure: { code: errorCodeOf(error), kind: command.kind, at: deps.clock.now() } });
      } finally {
        set({ running: null });
      }
    },
    dismissFailure: () => set({ failure: null }),
    dismissProblem: (problemId) => void deps.api.problems.dismiss({ problemId }).catch(() => {}),
  }));
}
export type DeskStore = ReturnType<typeof createDeskStore>;
