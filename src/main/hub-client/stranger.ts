/**
 * `notAHub` when a failed call shows that something else than a hub answered: it sent the desk elsewhere, or spoke no HTTP
 * (Node's parser says `HPE_…` or `HTTPParserError`). Looked for along the causes of an error of `fetch`; `null` = it shows no such thing.
 */
export function strangerOf(error: unknown): 'notAHub' | null {
  let at: unknown = error;
  for (let depth = 0; depth < 8 && typeof at === 'object' && at !== null; depth += 1) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : '';
    const isNoHttp = code.startsWith('HPE_') || ('name' in at && at.name === 'HTTPParserError');
    // There is no code for a redirect where none is followed, only words.
    const isRedirect = 'message' in at && /\bredirect/i.test(String(at.message));
    if (isNoHttp || isRedirect) return 'notAHub';
    at = 'cause' in at ? at.cause : null;
  }
  return null;
}
