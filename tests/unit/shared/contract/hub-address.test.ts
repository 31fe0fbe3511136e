import { describe, expect, it } from 'vitest';
import { hubAddressOf } from '../../../../src/shared/contract/hub-address.ts';

const id = '4f2c1d6e-6a51-4b0e-9c7b-3d1f2a4b5c6d';

describe('hubAddressOf', () => {
  it.each([
    ['https://office.test/hotline/', 'https://office.test/hotline', 'wss://office.test/hotline'],
    ['https://office.test/hotline', 'https://office.test/hotline', 'wss://office.test/hotline'],
    ['https://office.test/a/b//', 'https://office.test/a/b', 'wss://office.test/a/b'],
    ['http://[::1]:8700', 'http://[::1]:8700', 'ws://[::1]:8700'],
  ])('builds every address of %s below it', (hubUrl, base, socketBase) => {
    const address = hubAddressOf(hubUrl);
    expect(address).toMatchObject({
      api: `${base}/api`,
      socket: `${socketBase}/ws`,
      uploads: `${base}/uploads`,
    });
    expect(address.at('/recordings/1/audio')).toBe(`${base}/recordings/1/audio`);
  });

  it.each([
    `/uploads/${id}`,
    `uploads/${id}`,
    `/hotline/uploads/${id}/`,
    `http://127.0.0.1:8700/uploads/${id}`,
    `https://evil.invalid/uploads/${id}?next=/uploads/1`,
    `//evil.invalid/${id}`,
  ])('goes on with an upload at the configured hub for %s', (location) => {
    expect(hubAddressOf('https://office.test/hotline/').upload(location)).toBe(
      `https://office.test/hotline/uploads/${id}`,
    );
  });

  it.each(['', '/', id, '/uploads/', '/uploads/../../etc', '/uploads/1', `/${id}/../..`])(
    'finds no upload in %j',
    (location) => {
      expect(hubAddressOf('https://office.test').upload(location)).toBeNull();
    },
  );
});
