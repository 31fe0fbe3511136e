import type { Core, UserAgent } from 'sip.js';
import type { PhoneConfig } from '../../../shared/domain/phone/phone-state.ts';
import { type Challenge, answerChallenge, readChallenges, readNextNonce } from './digest.ts';
import { hashText } from './hash-text.ts';
import { originalAddresses } from '../wire/foreign-address.ts';

type Client = Core.UserAgentClient;
type Request = Core.OutgoingRequestMessage;

/** Where a challenge stands in a response, and its answer in a request. */
const places = {
  401: { challenge: 'x-www-authenticate', answer: 'Authorization' },
  407: { challenge: 'x-proxy-authenticate', answer: 'Proxy-Authorization' },
} as const;
type Status = keyof typeof places;

/** A proxy and a registrar may each ask, and each once more for a stale nonce; more is a loop. */
const mostTries = 6;

/** What has been answered for one place and realm of a request. */
interface Tried {
  readonly status: Status;
  readonly challenge: Challenge;
}

/**
 * Answers 401 and 407 (RFC 3261 §22) in the place of sip.js 0.21.2, which knows MD5 only, reads only one challenge of several,
 * gives up when proxy and registrar both ask, and does not tell a dialog of the number that the retry took.
 */
export function answerChallenges(
  userAgent: UserAgent,
  { extension, secret }: Pick<PhoneConfig, 'extension' | 'secret'>,
) {
  const credentials = { username: extension, password: secret };
  const core = userAgent.userAgentCore;
  const counts = new Map<string, number>();
  const answered = new WeakMap<Client, { readonly by: Map<string, Tried>; tries: number }>();
  /** What the registrar wants in the next request (RFC 7616 §3.5). */
  let next: Challenge | null = null;
  let lastRegister: Challenge | null = null;

  const count = (nonce: string) => {
    const used = (counts.get(nonce) ?? 0) + 1;
    counts.delete(nonce);
    counts.set(nonce, used);
    for (const oldest of counts.keys()) if (counts.size > 50) counts.delete(oldest);
    return used;
  };
  const write = (request: Request, tried: Iterable<Tried>) => {
    const values = { 401: [] as string[], 407: [] as string[] };
    for (const { status, challenge } of tried)
      values[status].push(
        answerChallenge(
          challenge,
          credentials,
          {
            method: request.method,
            // As it will stand on the wire.
            uri: originalAddresses(request.ruri.toString()),
            body: request.body?.body ?? '',
            count: count(challenge.nonce),
            cnonce: crypto.randomUUID().replaceAll('-', '').slice(0, 16),
          },
          hashText,
        ),
      );
    for (const status of [401, 407] as const)
      if (values[status].length > 0) request.setHeader(places[status].answer, values[status]);
  };
  /** `true`: there is nothing more to try, the response stands. */
  const stands = (client: Client, message: Core.IncomingResponseMessage): boolean => {
    const status = message.statusCode;
    if (status !== 401 && status !== 407) return true;
    const tried = answered.get(client) ?? { by: new Map<string, Tried>(), tries: 0 };
    answered.set(client, tried);
    const challenges = readChallenges(message.getHeaders(places[status].challenge));
    const fresh = challenges.filter((challenge) => {
      const before = tried.by.get(`${status} ${challenge.realm}`)?.challenge;
      return !before || (challenge.stale && before.nonce !== challenge.nonce);
    });
    if (fresh.length === 0 || tried.tries >= mostTries) return true;
    tried.tries += 1;
    for (const challenge of fresh)
      tried.by.set(`${status} ${challenge.realm}`, { status, challenge });
    if (client.message.method === 'REGISTER' && status === 401) lastRegister = fresh[0] ?? null;
    retry(core, client, () => write(client.message, tried.by.values()));
    return false;
  };

  const receive = core.receiveIncomingResponseFromTransport.bind(core);
  core.receiveIncomingResponseFromTransport = (message) => {
    const client = core.userAgentClients.get(message.viaBranch + message.method);
    if (client && (message.statusCode === 401 || message.statusCode === 407))
      client['authenticationGuard'] = (response: Core.IncomingResponseMessage) =>
        stands(client, response);
    const nextNonce = readNextNonce(message.getHeader('authentication-info') ?? '');
    if (message.method === 'REGISTER' && nextNonce !== null && lastRegister)
      next = { ...lastRegister, nonce: nextNonce, stale: false };
    receive(message);
  };
  return {
    /** Writes what the registrar has asked for beforehand into its next request. */
    prepare(request: Request): void {
      if (!next) return;
      write(request, [{ status: 401, challenge: next }]);
      next = null;
    },
  };
}

/** Does the refusal say that only the nonce was too old (RFC 7616 §3.3)? Then the secret was right. */
export function isStale(message: Core.IncomingResponseMessage): boolean {
  const values = Object.values(places).flatMap(({ challenge }) => message.getHeaders(challenge));
  return readChallenges(values).some(({ stale }) => stale);
}

/** Was the secret put to the test in this request? */
export function hasAnswered(request: Request): boolean {
  return (
    request.getHeader('Authorization') !== undefined ||
    request.getHeader('Proxy-Authorization') !== undefined
  );
}

/** The same request with the next number, in a transaction of its own (RFC 3261 §22.2). */
function retry(core: Core.UserAgentCore, client: Client, authorize: () => void): void {
  const { message } = client;
  const dialog = core.dialogs.get(message.callId + message.fromTag + message.toTag);
  message.cseq += 1;
  while (dialog && (dialog.localSequenceNumber ?? 0) < message.cseq)
    dialog.incrementLocalSequenceNumber();
  message.setHeader('cseq', `${message.cseq} ${message.method}`);
  authorize();
  client['init']();
}
