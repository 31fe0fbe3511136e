import { type StoreApi, createStore } from 'zustand/vanilla';
import type { HubSession, PasswordChange } from '../../shared/contract/session/schemas.ts';
import type { Role, User } from '../../shared/domain/session/user.ts';
import { type Doing, createDoing, failureOf, idle } from '../page/doing.ts';
import type { Credentials, HubCalls } from '../page/hub-calls.ts';

/** What this page has to show; each role has some of it. */
export const officeScreens = [
  'tickets',
  'audit',
  'people',
  'rules',
  'limits',
  'clients',
  'ledger',
] as const;
export type OfficeScreen = (typeof officeScreens)[number];

const screensOf: Readonly<Partial<Record<Role, readonly OfficeScreen[]>>> = {
  officer: ['tickets', 'ledger'],
  auditor: ['audit'],
  admin: ['people', 'rules', 'limits', 'clients', 'ledger', 'audit'],
  lead: ['ledger', 'rules', 'limits', 'audit'],
};

/** The screens of a role; the first is where it begins. */
export function screensFor(role: Role): readonly OfficeScreen[] {
  return screensOf[role] ?? [];
}

/** Where the way in has come to: password, one's own in place of the hub's, code, binding a telephone, keeping the recovery codes, and inside. */
export type Door = 'password' | 'own' | 'code' | 'bind' | 'keep' | 'in';

export interface SessionState extends Doing {
  readonly door: Door;
  readonly user: User | null;
  readonly offered: { readonly secret: string; readonly uri: string } | null;
  readonly recoveryCodes: readonly string[];
  /** How many recovery codes are left; `null` = not told. */
  readonly recoveryLeft: number | null;
  readonly screen: OfficeScreen;
}

export interface SessionActs {
  enter(credentials: { readonly workNo: string; readonly password: string }): Promise<void>;
  /** One's own password, where the hub has made the one before. */
  chooseOwn(newPassword: string): Promise<void>;
  /** A code of the program or a recovery code. */
  giveCode(code: string): Promise<void>;
  /** Another telephone: asks for a new secret, with a code of the former. */
  rebind(code: string): Promise<void>;
  /** The first code of the secret that is shown. */
  bind(code: string): Promise<void>;
  /** The recovery codes are kept. */
  goOn(): void;
  back(): void;
  show(screen: OfficeScreen): void;
  /** Rejects with an `AppError`. */
  changePassword(typed: PasswordChange): Promise<void>;
  signOut(): Promise<void>;
  /** The hub has ended the session. */
  ended(error: unknown): void;
}

export type SessionStore = StoreApi<SessionState & SessionActs>;

const nobody = {
  ...idle,
  door: 'password',
  user: null,
  offered: null,
  recoveryCodes: [],
  recoveryLeft: null,
  screen: 'tickets',
} as const;

/** Who is here, and how far the way in has come. The password is kept in memory until the way is through. */
export function createSessionStore({ hub }: { readonly hub: HubCalls }): SessionStore {
  let credentials: Credentials | null = null;
  return createStore((set, get) => {
    const doing = createDoing(set, get);
    const forget = () => {
      credentials = null;
    };
    const inside = ({ user, factor }: Pick<HubSession, 'user' | 'factor'>) => {
      const codes = factor?.recoveryCodes ?? [];
      forget();
      set({
        user,
        offered: null,
        recoveryCodes: codes,
        recoveryLeft: factor?.recoveryLeft ?? null,
        door: codes.length > 0 ? 'keep' : 'in',
        screen: screensFor(user.role)[0] ?? 'tickets',
      });
    };
    const known = (): Credentials => credentials ?? { workNo: '', password: '' };
    const offer = async (asked: Credentials) =>
      set({ offered: await hub.enrol(asked), door: 'bind' });
    const goIn = async (typed: Credentials) => {
      credentials = typed;
      try {
        inside(await hub.signIn(typed));
      } catch (error) {
        const { code } = failureOf(error);
        if (code === 'hub.passwordChangeNeeded') set({ door: 'own' });
        else if (code === 'hub.secondFactorNeeded') set({ door: 'code' });
        else if (code === 'hub.secondFactorUnset') await offer(typed);
        else throw error;
      }
    };
    return {
      ...nobody,
      async enter(typed) {
        await doing(() => goIn(typed));
      },
      async chooseOwn(newPassword) {
        await doing(() => goIn({ ...known(), newPassword }));
      },
      async giveCode(code) {
        await doing(async () => inside(await hub.signIn({ ...known(), code })));
      },
      async rebind(code) {
        await doing(() => offer({ ...known(), code }));
      },
      async bind(code) {
        await doing(async () => inside(await hub.signIn({ ...known(), code, enrols: true })));
      },
      goOn: () => set({ door: 'in', recoveryCodes: [] }),
      back() {
        forget();
        set(nobody);
      },
      show: (screen) => set({ screen }),
      changePassword: (typed) => hub.changePassword(typed),
      async signOut() {
        forget();
        set(nobody);
        await hub.signOut();
      },
      ended(error) {
        forget();
        set({ ...nobody, failure: failureOf(error) });
      },
    };
  });
}
