import {
  type DoorPage,
  doorPaths,
  helloAnswerSchema,
  proofText,
} from '../../shared/contract/door.ts';
import type { DoorKeys } from './door-keys.ts';

/** What a page knows of whoever answers at the port of its host. */
export type Proven =
  /** It is our host, and it knows that we are its page. */
  | 'proven'
  /** Nobody answers, or only just. Try again. */
  | 'away'
  /** Somebody answers who cannot prove that he is our host. */
  | 'stranger'
  /** Our host, but it knows the key of a page of this kind that was opened after this one. */
  | 'openedElsewhere'
  /** This page has no key, or its grant was taken back: it must be opened anew by the launcher. */
  | 'notAdmitted';

export interface ProvePageDeps {
  readonly page: DoorPage;
  readonly port: number;
  /** The page comes straight from the launcher, and may leave a new key. */
  readonly isLaunched: boolean;
  readonly keys: DoorKeys;
  readonly fetch: typeof fetch;
  readonly crypto: Pick<Crypto, 'subtle' | 'getRandomValues'>;
}

const patienceMs = 5000;

/**
 * Proves host and page to each other, the host first (ADR 0144): until it has, the page has said nothing but a random number.
 * Returns the function to call before each connection.
 */
export function createPageProver(deps: ProvePageDeps): () => Promise<Proven> {
  const { page, port, keys, crypto } = deps;
  let key: CryptoKey | null = null;
  let mayEnrol = deps.isLaunched;

  const post = (path: string, body: unknown) =>
    deps.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
  const random = () => crypto.getRandomValues(new Uint8Array(32));

  /** Only right after the launch: a stranger who asks for a key later gets none. */
  const enrol = async (): Promise<void> => {
    const bytes = random();
    const response = await post(doorPaths.enrol(page), { key: toText(bytes) });
    mayEnrol = false;
    if (!response.ok) return;
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']);
    // Without a key store the page lives until it is reloaded.
    await keys.set(page, key).catch(() => {});
  };
  return async () => {
    try {
      if (mayEnrol) await enrol();
      key ??= await keys.get(page).catch(() => null);
      if (key === null) return 'notAdmitted';
      const pageNonce = toText(random());
      const hello = await post(doorPaths.hello(page), { pageNonce });
      const answer = helloAnswerSchema.safeParse(await hello.json().catch(() => null));
      // Refused without a proof: our host when it has taken the grant back; a stranger may say so as well.
      if (!answer.success) return hello.status === 403 ? 'notAdmitted' : 'stranger';
      const { hostNonce, proof } = answer.data;
      const facts = { page, port, pageNonce, hostNonce };
      const hostText = encode(proofText('host', facts));
      const isSignedWith = (known: CryptoKey) =>
        crypto.subtle.verify('HMAC', known, fromText(proof), hostText);
      if (!(await isSignedWith(key))) {
        // The browser has one key for each kind of page: that of the window opened last.
        const newer = await keys.get(page).catch(() => null);
        return newer !== null && (await isSignedWith(newer)) ? 'openedElsewhere' : 'stranger';
      }
      const signed = await crypto.subtle.sign('HMAC', key, encode(proofText('page', facts)));
      const proved = await post(doorPaths.prove(page), {
        hostNonce,
        proof: toText(new Uint8Array(signed)),
      });
      return proved.ok ? 'proven' : 'notAdmitted';
    } catch {
      return 'away';
    }
  };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function toText(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function fromText(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
