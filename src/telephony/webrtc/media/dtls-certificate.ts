/** Makes a certificate as `RTCPeerConnection.generateCertificate` does. */
export type MakeCertificate = () => Promise<RTCCertificate>;

/** A certificate made once, ahead of the calls that use it. */
export interface DtlsCertificate {
  /** For a new connection: empty while none is there, and the browser then makes one itself. */
  ready(): RTCCertificate[];
}

/** Before it expires by as much, another one is made. */
const renewBeforeMs = 24 * 3600_000;

/** ECDSA P-256, made at sign-in and used by all calls of this page, so that no call waits for a key (RFC 8827 §6.5). */
export function prepareDtlsCertificate(make: MakeCertificate, now: () => number): DtlsCertificate {
  let current: RTCCertificate | null = null;
  let isMaking = false;
  const renew = () => {
    if (isMaking) return;
    isMaking = true;
    make()
      .then((made) => (current = made))
      .catch(() => {})
      .finally(() => (isMaking = false));
  };
  renew();
  return {
    ready() {
      if (!current || current.expires - now() < renewBeforeMs) renew();
      return current && current.expires > now() ? [current] : [];
    },
  };
}
