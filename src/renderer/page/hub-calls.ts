import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { AppError } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { betweenReleases } from '../../shared/contract/tolerant.ts';
import { fromWireError } from '../../shared/contract/base.ts';
import { adminHubContract } from '../../shared/contract/admin/hub.ts';
import { auditHubContract } from '../../shared/contract/audit/hub.ts';
import { cityHubContract } from '../../shared/contract/city/hub.ts';
import { departmentHubContract } from '../../shared/contract/department/hub.ts';
import { officeHubContract } from '../../shared/contract/office/hub.ts';
import { officerHubContract } from '../../shared/contract/officer/hub.ts';
import { authHubContract } from '../../shared/contract/session/hub.ts';
import type { HubSession, PasswordChange } from '../../shared/contract/session/schemas.ts';
import { attachmentsHubContract } from '../../shared/contract/attachments/hub.ts';
import type { AttachmentsApi } from '../parts/send-file.ts';
import { contractHeader, contractNumber } from '../../shared/contract/since.ts';
import type { HubPage } from '../../shared/domain/session/user.ts';

/** What pages that the hub serves ask of it. */
const contract = betweenReleases({
  auth: authHubContract,
  department: departmentHubContract,
  officer: officerHubContract,
  admin: adminHubContract,
  audit: auditHubContract,
  city: cityHubContract,
  office: officeHubContract,
  attachments: attachmentsHubContract,
});
type Client = ContractRouterClient<typeof contract>;
export type PageApi = Omit<Client, 'auth'>;

export interface Credentials {
  readonly workNo: string;
  readonly password: string;
  /** Of the second factor. */
  readonly code?: string;
  /** The code is of the secret that `enrol` has shown. */
  readonly enrols?: true;
  /** Instead of one that the hub has made. */
  readonly newPassword?: string;
}

/** The hub as this page calls it. Tokens live here alone, in memory. Failures are `AppError`s. */
export interface HubCalls {
  signIn(credentials: Credentials): Promise<Pick<HubSession, 'user' | 'factor'>>;
  /** A secret for an authenticator program, see `authHubContract.enrol`. */
  enrol(credentials: Credentials): Promise<{ readonly secret: string; readonly uri: string }>;
  /** See `authHubContract.changePassword`. */
  changePassword(typed: PasswordChange): Promise<void>;
  signOut(): Promise<void>;
  /** With a token that is still good; one that runs out is renewed first. Throws `hub.sessionExpired` when nobody is signed in. */
  ask<Result>(call: (hub: PageApi) => Promise<Result>): Promise<Result>;
  /** Files of tickets; the same tokens, the same failures. */
  readonly files: AttachmentsApi;
}

/** A token this close to its end is renewed before use. */
const renewBeforeMs = 30_000;

export function createHubCalls(deps: {
  /** `https://hub.example`: where this page came from. */
  readonly origin: string;
  /** Names this browser to the hub. */
  readonly deskId: string;
  readonly now: () => number;
  readonly page: HubPage;
  /** The hub has ended the session of who is here. */
  readonly onEnded?: (error: AppError) => void;
}): HubCalls {
  const { origin, deskId, now, page } = deps;
  let session: HubSession | null = null;
  let renewing: Promise<HubSession> | null = null;

  const client = (token: string | null): Client =>
    createORPCClient<Client>(
      new OpenAPILink(contract, {
        url: `${origin}/api`,
        headers: {
          [contractHeader]: String(contractNumber),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
      }),
    );
  const renewed = async (old: HubSession): Promise<HubSession> => {
    session = await client(null).auth.refresh({ refreshToken: old.refreshToken, deskId });
    return session;
  };
  const alive = async (): Promise<HubSession> => {
    if (session === null) throw new AppError('hub.sessionExpired');
    if (session.accessExpiresAt - now() > renewBeforeMs) return session;
    renewing ??= renewed(session).finally(() => {
      renewing = null;
    });
    return renewing;
  };
  const told = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    try {
      return await call();
    } catch (error) {
      const failure = fromWireError(error);
      if (session !== null && isOver(failure.code)) {
        session = null;
        deps.onEnded?.(failure);
      }
      throw failure;
    }
  };
  const file = <Result>(call: (api: Client['attachments']) => Promise<Result>) =>
    told(async () => call(client((await alive()).accessToken).attachments));
  return {
    signIn: (credentials) =>
      told(async () => {
        session = await client(null).auth.signIn({ ...credentials, deskId, page });
        return session;
      }),
    enrol: ({ workNo, password, code }) =>
      told(() =>
        client(null).auth.enrol({
          workNo,
          password,
          deskId,
          page: 'officer',
          ...(code === undefined ? {} : { code }),
        }),
      ),
    changePassword: (typed) =>
      told(async () => client((await alive()).accessToken).auth.changePassword(typed)),
    async signOut() {
      const token = session?.accessToken ?? null;
      session = null;
      // Nobody is signed in here any more, whether or not the hub hears it.
      if (token !== null)
        await client(token)
          .auth.signOut()
          .catch(() => undefined);
    },
    ask: (call) => told(async () => call(client((await alive()).accessToken))),
    files: {
      begin: (input) => file((api) => api.begin(input)),
      put: (input) => file((api) => api.put(input)),
      read: (input) => file((api) => api.read(input)),
    },
  };
}

function isOver(code: ErrorCode): boolean {
  return code === 'hub.sessionExpired' || code === 'hub.accountDisabled';
}
