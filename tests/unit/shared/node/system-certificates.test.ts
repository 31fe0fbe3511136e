import { describe, expect, it } from 'vitest';
import { trustSystemCertificates } from '../../../../src/shared/node/system-certificates.ts';

const stores = { default: ['a', 'b'], system: ['b', 'office'] };
const getCACertificates = (type: 'default' | 'system') => stores[type];

describe('trust in what the system trusts', () => {
  it('is added to what Node brings along, each authority once', () => {
    const set: (readonly string[])[] = [];
    const setDefaultCACertificates = (certificates: readonly string[]) =>
      void set.push(certificates);
    expect(trustSystemCertificates({ getCACertificates, setDefaultCACertificates })).toBe(true);
    expect(set).toEqual([['a', 'b', 'office']]);
  });

  it('is given up, and said, by a Node that cannot do it: the desk starts all the same', () => {
    expect(trustSystemCertificates({})).toBe(false);
    expect(trustSystemCertificates({ getCACertificates })).toBe(false);
  });

  it('is given up when the system’s store cannot be read', () => {
    const broken = {
      getCACertificates() {
        throw new Error('no store');
      },
      setDefaultCACertificates() {},
    };
    expect(trustSystemCertificates(broken)).toBe(false);
  });
});
