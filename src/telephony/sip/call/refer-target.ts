import { type Session, URI } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';

/** In angle brackets, as an address with `?` or `;` must be in a header (RFC 3261 §20); sip.js writes it bare. */
class BracketedUri extends URI {
  override toString(): string {
    return `<${super.toString()}>`;
  }
}

/** `Refer-To` of a blind transfer (RFC 3515 §2.1). */
export function referToUri(uri: URI): URI {
  return bracketed(uri, {});
}

/** `Refer-To` that takes the place of our call `consult` (RFC 3891 §3): the tags as the far side sees them. */
export function referToReplace(consult: Session): URI {
  const { dialog } = consult;
  if (!dialog) throw new AppError('phone.notAllowedNow');
  const replaces = `${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`;
  return bracketed(dialog.remoteTarget, { Replaces: [encodeURIComponent(replaces)] });
}

function bracketed(uri: URI, headers: Record<string, string[]>): URI {
  const parameters = Object.fromEntries(
    Object.entries(uri.parameters).map(([name, value]) => [name, value ?? null]),
  );
  return new BracketedUri(uri.scheme, uri.user ?? '', uri.host, uri.port, parameters, headers);
}
