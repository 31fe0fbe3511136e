import { describe, expect, it } from 'vitest';
import { prepareDtlsCertificate } from '../../../../../src/telephony/webrtc/media/dtls-certificate.ts';
import { until } from '../../../../support/until.ts';

const day = 24 * 3600_000;

describe('the certificate of the media', () => {
  const made = (expires: number): RTCCertificate => ({ expires, getFingerprints: () => [] });

  it('is made before the first call and the same for all', async () => {
    let count = 0;
    const certificate = prepareDtlsCertificate(
      async () => made(30 * day + (count += 1)),
      () => 0,
    );
    await until('made', () => certificate.ready().length === 1);
    expect(certificate.ready()[0]).toBe(certificate.ready()[0]);
    expect(count).toBe(1);
  });

  it('is renewed before it expires', async () => {
    let now = 0;
    const certificate = prepareDtlsCertificate(
      async () => made(now + 30 * day),
      () => now,
    );
    await until('made', () => certificate.ready().length === 1);
    const first = certificate.ready()[0];
    now = 29.5 * day;
    await until('renewed', () => certificate.ready()[0] !== first);
  });

  it('is left to the browser while there is none', async () => {
    const certificate = prepareDtlsCertificate(
      async () => Promise.reject(new Error('no')),
      () => 0,
    );
    expect(certificate.ready()).toEqual([]);
  });
});
