import { z } from 'zod';

/** The pages that a browser host serves; each proves itself on its own. */
export type DoorPage = 'desk' | 'phone';

/**
 * How a page and the browser host prove themselves to each other before anything else is said (ADR 0144). All three are
 * `POST` with a JSON body and answer JSON. Electron's pages need none of it: nobody can stand in for a MessagePort.
 */
export const doorPaths = {
  /** A page that was just launched leaves its key; once per launch. 204. */
  enrol: (page: DoorPage) => `/door/${page}/enrol`,
  /** `hello`: the host proves that it knows the key, before the page has said anything. */
  hello: (page: DoorPage) => `/door/${page}/hello`,
  /** `prove`: the page proves that it has the key, and gets the cookie of this host process. 204. */
  prove: (page: DoorPage) => `/door/${page}/prove`,
} as const;

/** Added to the address of a page that comes from the launcher: only such a page makes a key. */
export const launchedMark = '#launched';

/** 32 bytes, base64url. */
const secretSchema = z.string().regex(/^[\w-]{43}$/);

export const enrolSchema = z.strictObject({ key: secretSchema });
export const helloSchema = z.strictObject({ pageNonce: secretSchema });
export const helloAnswerSchema = z.object({ hostNonce: secretSchema, proof: secretSchema });
export const proveSchema = z.strictObject({ hostNonce: secretSchema, proof: secretSchema });

/** What a side signs (HMAC-SHA-256 under the page's key): its own name first, so that no proof can be sent back. */
export function proofText(
  side: 'host' | 'page',
  facts: {
    readonly page: DoorPage;
    /** Of the host that is spoken to: a proof cannot be fetched from a host at another port. */
    readonly port: number;
    readonly pageNonce: string;
    readonly hostNonce: string;
  },
): string {
  const { page, port, pageNonce, hostNonce } = facts;
  return ['hotline-door', side, page, String(port), pageNonce, hostNonce].join(' ');
}
