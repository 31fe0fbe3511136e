/** Who refreshes the session, and within how many seconds it must be refreshed (RFC 4028 §4). */
export interface SessionAgreement {
  readonly seconds: number;
  readonly refresher: 'us' | 'them';
}

/** A request or response, as far as session timers need it. */
export interface HeaderSource {
  getHeader(name: string): string | undefined;
  getHeaders(name: string): string[];
}

/** RFC 4028 §5: nobody may ask for less. */
export const leastSeconds = 90;
/** A day. A timer that is set for more than 24.8 days would go off at once. */
const mostSeconds = 86_400;

/** What the far side says, as an interval that a call can live by. */
function bounded(seconds: number): number {
  return Math.min(Math.max(seconds, leastSeconds), mostSeconds);
}

/** `Session-Expires`, long or short form (RFC 4028 §4); `null` when absent or no number. */
export function readSessionExpires(
  message: HeaderSource,
): { seconds: number; refresher: 'uac' | 'uas' | null } | null {
  const value = message.getHeader('session-expires') ?? message.getHeader('x');
  const seconds = Number.parseInt(value ?? '', 10);
  if (value === undefined || !Number.isFinite(seconds)) return null;
  const refresher = /;\s*refresher\s*=\s*(uac|uas)\b/i.exec(value)?.[1]?.toLowerCase();
  return { seconds, refresher: refresher === 'uac' || refresher === 'uas' ? refresher : null };
}

/** `Min-SE`, never below the 90 s of the standard, and a day at most. */
export function readMinSe(message: HeaderSource): number {
  const seconds = Number.parseInt(message.getHeader('min-se') ?? '', 10);
  return Number.isFinite(seconds) ? bounded(seconds) : leastSeconds;
}

export function supportsTimer(message: HeaderSource): boolean {
  return ['supported', 'k', 'require'].some((name) => lists(message, name, 'timer'));
}

export function allowsUpdate(message: HeaderSource): boolean {
  return lists(message, 'allow', 'update');
}

function lists(message: HeaderSource, name: string, wanted: string): boolean {
  return message
    .getHeaders(name)
    .flatMap((value) => value.split(','))
    .some((value) => value.trim().toLowerCase() === wanted);
}

/**
 * What we answer to a request that opens or refreshes a session (RFC 4028 §9): no longer than `ownSeconds`, no shorter
 * than the other side can bear, refreshed by us unless it asked for that duty. `null`: no timer in this session.
 */
export function agreeAsServer(request: HeaderSource, ownSeconds: number): SessionAgreement | null {
  if (ownSeconds === 0 || !supportsTimer(request)) return null;
  const asked = readSessionExpires(request);
  const seconds = Math.max(Math.min(asked?.seconds ?? ownSeconds, ownSeconds), readMinSe(request));
  return { seconds, refresher: asked?.refresher === 'uac' ? 'them' : 'us' };
}

/** What a 2xx to our own request says (RFC 4028 §7.2), within reason; without the header nobody refreshes. */
export function agreeAsClient(response: HeaderSource): SessionAgreement | null {
  const said = readSessionExpires(response);
  return (
    said && { seconds: bounded(said.seconds), refresher: said.refresher === 'uas' ? 'them' : 'us' }
  );
}
