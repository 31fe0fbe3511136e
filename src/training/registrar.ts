import type { SipConnection } from './sip/connection.ts';
import type { SipRequest } from './sip/sip-message.ts';
import type { ResponseParts, SipHeader } from './sip/sip-text.ts';

/** Where a phone can be reached: one registered contact (RFC 3261 §10). */
export interface Binding {
  readonly extension: string;
  readonly contactUri: string;
  readonly expiresAt: number;
  readonly connection: SipConnection;
}

export interface Registrar {
  /** Carries out an authenticated REGISTER and says how to answer it. */
  handle(request: SipRequest, connection: SipConnection): ResponseParts;
  /** The newest living contact of an extension; `null` when it is not registered. */
  find(extension: string): Binding | null;
  all(): readonly Binding[];
  /** The office PBXs forget the contacts of a socket as soon as it closes; so does this one. */
  forget(connection: SipConnection): void;
  /** Resolves with `true` once the extension has a contact, with `false` after `timeoutMs`. */
  untilRegistered(extension: string, timeoutMs: number): Promise<boolean>;
}

export interface RegistrarOptions {
  readonly nowMs: () => number;
  /** Contacts that an extension may have at a time; one more is refused with 403. */
  readonly maxContacts: (extension: string) => number;
}

const minExpiresSeconds = 10;
const defaultExpiresSeconds = 600;

/** Contacts by extension, in memory. */
export function createRegistrar({ nowMs, maxContacts }: RegistrarOptions): Registrar {
  let bindings: readonly Binding[] = [];
  const listeners = new Set<() => void>();
  const living = () =>
    bindings.filter((binding) => binding.expiresAt > nowMs() && binding.connection.isOpen());
  const replace = (next: readonly Binding[]) => {
    bindings = next;
    for (const listener of [...listeners]) listener();
  };

  const find = (extension: string) =>
    living().findLast((binding) => binding.extension === extension) ?? null;

  function answer(extension: string): ResponseParts {
    const contacts = living().filter((binding) => binding.extension === extension);
    return { status: 200, headers: contacts.map((binding) => contactHeader(binding, nowMs())) };
  }

  return {
    handle(request, connection) {
      const extension = request.to.user;
      const others = living().filter((binding) => binding.extension !== extension);
      const own = living().filter((binding) => binding.extension === extension);
      const expires = expiresOf(request);
      if (request.everyContact) replace(others);
      const [contact] = request.contacts;
      if (contact === undefined) return answer(extension);
      const rest = own.filter((binding) => binding.contactUri !== contact.uri);
      if (expires === 0) {
        replace([...others, ...rest]);
        return answer(extension);
      }
      if (expires < minExpiresSeconds) {
        return { status: 423, headers: [['Min-Expires', String(minExpiresSeconds)]] };
      }
      if (rest.length >= maxContacts(extension)) return { status: 403 };
      const expiresAt = nowMs() + expires * 1000;
      replace([...others, ...rest, { extension, contactUri: contact.uri, expiresAt, connection }]);
      return answer(extension);
    },
    find,
    all: living,
    forget(connection) {
      replace(bindings.filter((binding) => binding.connection !== connection));
    },
    untilRegistered: (extension, timeoutMs) =>
      new Promise((done) => {
        const finish = (isRegistered: boolean) => {
          clearTimeout(timer);
          listeners.delete(look);
          done(isRegistered);
        };
        const look = () => {
          if (find(extension) !== null) finish(true);
        };
        const timer = setTimeout(() => finish(false), timeoutMs);
        listeners.add(look);
        look();
      }),
  };
}

/** The Contact's own `expires` wins over the Expires header (RFC 3261 §10.2.1.1). */
function expiresOf(request: SipRequest): number {
  const given = request.contacts[0]?.param('expires') ?? request.header('expires');
  const seconds =
    given === null || given === undefined ? defaultExpiresSeconds : Number.parseInt(given, 10);
  return Number.isInteger(seconds) && seconds >= 0 ? seconds : defaultExpiresSeconds;
}

function contactHeader(binding: Binding, now: number): SipHeader {
  const seconds = Math.max(1, Math.round((binding.expiresAt - now) / 1000));
  return ['Contact', `<${binding.contactUri}>;expires=${seconds}`];
}
