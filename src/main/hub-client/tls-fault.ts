/** What kept a TLS connection from coming up, as people can act on it. */
export type TlsFault =
  | 'certificateNotTrusted'
  | 'certificateExpired'
  | 'certificateNotYetValid'
  | 'certificateWrongName'
  | 'certificateUnsafe'
  | 'tlsFailed';

/** Codes of Node's `tls` (OpenSSL's X509_V_ERR names) and of a handshake that was refused. */
const faults: Readonly<Record<string, TlsFault>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificateNotTrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificateNotTrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificateNotTrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificateNotTrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificateNotTrusted',
  CERT_UNTRUSTED: 'certificateNotTrusted',
  CERT_REJECTED: 'certificateNotTrusted',
  CERT_SIGNATURE_FAILURE: 'certificateNotTrusted',
  CERT_CHAIN_TOO_LONG: 'certificateNotTrusted',
  PATH_LENGTH_EXCEEDED: 'certificateNotTrusted',
  INVALID_CA: 'certificateNotTrusted',
  INVALID_PURPOSE: 'certificateNotTrusted',
  CERT_HAS_EXPIRED: 'certificateExpired',
  CERT_NOT_YET_VALID: 'certificateNotYetValid',
  HOSTNAME_MISMATCH: 'certificateWrongName',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateWrongName',
  CERT_REVOKED: 'certificateUnsafe',
  EE_KEY_TOO_SMALL: 'certificateUnsafe',
  CA_KEY_TOO_SMALL: 'certificateUnsafe',
  CA_MD_TOO_WEAK: 'certificateUnsafe',
  ERR_SSL_EE_KEY_TOO_SMALL: 'certificateUnsafe',
  ERR_SSL_CA_KEY_TOO_SMALL: 'certificateUnsafe',
  ERR_SSL_CA_MD_TOO_WEAK: 'certificateUnsafe',
  ERR_SSL_DH_KEY_TOO_SMALL: 'certificateUnsafe',
};

/** The fault behind an error of `fetch`, `ws` or `tls`, looked for along its causes; `null` when it is none of TLS. */
export function tlsFaultOf(error: unknown): TlsFault | null {
  let at: unknown = error;
  for (let depth = 0; depth < 8 && typeof at === 'object' && at !== null; depth += 1) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : '';
    const fault = faults[code] ?? (code === 'UNSPECIFIED' ? unnamedFault(at) : undefined);
    if (fault !== undefined) return fault;
    // Another protocol version, no common cipher, plain HTTP on the port: all of them are set by IT.
    if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return 'tlsFailed';
    at = 'cause' in at ? at.cause : null;
  }
  return null;
}

/** Node has no code for what OpenSSL finds too weak, only its words. */
function unnamedFault(error: object): TlsFault {
  const isWeak = 'message' in error && /too weak|too small/i.test(String(error.message));
  return isWeak ? 'certificateUnsafe' : 'certificateNotTrusted';
}
