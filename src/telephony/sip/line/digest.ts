/** Digest access authentication (RFC 7616 in SIP: RFC 8760), as a UAC needs it. Pure but for the hash it is given. */

export type DigestAlgorithm = 'MD5' | 'SHA-256' | 'SHA-512-256';

export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly algorithm: DigestAlgorithm;
  /** As it was written, for the answer; `null` when the challenge named none. */
  readonly algorithmText: string | null;
  readonly isSession: boolean;
  /** `null`: RFC 2069, without nonce count. */
  readonly qop: 'auth' | 'auth-int' | null;
  readonly stale: boolean;
}

export interface DigestCredentials {
  readonly username: string;
  readonly password: string;
}

export interface DigestRequest {
  readonly method: string;
  readonly uri: string;
  readonly body: string;
  /** How often this nonce has been used, this time included. */
  readonly count: number;
  readonly cnonce: string;
}

/** Hex digest of the UTF-8 bytes of a text. */
export type HashText = (algorithm: DigestAlgorithm, text: string) => string;

const algorithms: readonly DigestAlgorithm[] = ['MD5', 'SHA-256', 'SHA-512-256'];
const scheme = /^\s*([A-Za-z][A-Za-z0-9!#$%&'*+.^_`|~-]*)\s+/;
const param = /([A-Za-z][\w-]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;

/**
 * The challenges that we can answer, one for each realm, in the order sent, which is the order of preference (RFC 8760 §2.4).
 * Values of one header line may hold several challenges (RFC 7235 §4.1). What is of another scheme, algorithm or qop is left
 * out; so an empty result of a non-empty list means that the PBX wants what this desk does not have.
 */
export function readChallenges(values: readonly string[]): readonly Challenge[] {
  const chosen = new Map<string, Challenge>();
  for (const value of values.flatMap(splitChallenges)) {
    const challenge = readChallenge(value);
    if (challenge && !chosen.has(challenge.realm)) chosen.set(challenge.realm, challenge);
  }
  return [...chosen.values()];
}

/** The value of `Authorization` or `Proxy-Authorization` for a challenge. */
export function answerChallenge(
  challenge: Challenge,
  credentials: DigestCredentials,
  request: DigestRequest,
  hash: HashText,
): string {
  const { realm, nonce, qop, algorithm, algorithmText, opaque } = challenge;
  const { method, uri, body, cnonce } = request;
  const h = (text: string) => hash(algorithm, text);
  const secret = h(`${credentials.username}:${realm}:${credentials.password}`);
  const a1 = challenge.isSession ? h(`${secret}:${nonce}:${cnonce}`) : secret;
  const a2 = h(qop === 'auth-int' ? `${method}:${uri}:${h(body)}` : `${method}:${uri}`);
  const nc = request.count.toString(16).padStart(8, '0');
  const response = h(
    qop === null ? `${a1}:${nonce}:${a2}` : `${a1}:${nonce}:${nc}:${cnonce}:${qop}:${a2}`,
  );
  return `Digest ${[
    `username=${quoted(credentials.username)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    `response="${response}"`,
    ...(algorithmText === null ? [] : [`algorithm=${algorithmText}`]),
    ...(opaque === null ? [] : [`opaque=${quoted(opaque)}`]),
    ...(qop === null ? [] : [`qop=${qop}`, `nc=${nc}`]),
    ...(qop === null && !challenge.isSession ? [] : [`cnonce="${cnonce}"`]),
  ].join(', ')}`;
}

/** The nonce that the server wants next (`Authentication-Info`, RFC 7616 §3.5); `null` when it names none. */
export function readNextNonce(value: string): string | null {
  return paramsOf(value).get('nextnonce') ?? null;
}

/** Cuts before each scheme that follows a comma: `Digest a="1", Digest b="2"`. */
function splitChallenges(value: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let inQuotes = false;
  for (let at = 0; at < value.length; at += 1) {
    if (inQuotes && value[at] === '\\') at += 1;
    else if (value[at] === '"') inQuotes = !inQuotes;
    else if (
      !inQuotes &&
      value[at] === ',' &&
      /^\s*[A-Za-z][\w-]*\s+[A-Za-z]/.test(value.slice(at + 1, at + 80))
    ) {
      parts.push(value.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, value.slice(start)];
}

function readChallenge(value: string): Challenge | null {
  if (scheme.exec(value)?.[1]?.toLowerCase() !== 'digest') return null;
  const params = paramsOf(value.replace(scheme, ''));
  const realm = params.get('realm');
  const nonce = params.get('nonce');
  const algorithmText = params.get('algorithm') ?? null;
  const named = (algorithmText ?? 'MD5').toUpperCase();
  const isSession = named.endsWith('-SESS');
  const algorithm = algorithms.find((one) => one === named.replace(/-SESS$/, ''));
  const qop = chooseQop(params.get('qop'));
  if (realm === undefined || !nonce || !algorithm || qop === undefined) return null;
  return {
    realm,
    nonce,
    algorithm,
    algorithmText,
    isSession,
    qop,
    opaque: params.get('opaque') ?? null,
    stale: params.get('stale')?.toLowerCase() === 'true',
  };
}

/** `undefined`: only such as we do not know. */
function chooseQop(text: string | undefined): Challenge['qop'] | undefined {
  const offered = (text ?? '').split(',').map((one) => one.trim().toLowerCase());
  if (text === undefined || text.trim() === '') return null;
  if (offered.includes('auth')) return 'auth';
  return offered.includes('auth-int') ? 'auth-int' : undefined;
}

function paramsOf(text: string): ReadonlyMap<string, string> {
  const params = new Map<string, string>();
  for (const [, name = '', inQuotes, bare] of text.matchAll(param))
    params.set(name.toLowerCase(), inQuotes?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  return params;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
