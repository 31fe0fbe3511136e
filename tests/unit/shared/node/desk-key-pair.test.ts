import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  deskIdOf,
  deskKeyPair,
  isKeyMadeId,
  isSignedBy,
} from '../../../../src/shared/node/desk-key-pair.ts';
import { idSchema } from '../../../../src/shared/contract/base-schemas.ts';

const deskKey = new Uint8Array(32).fill(7);
const statement = {
  act: 'signIn',
  deskId: '6f0fbd3c-4f07-4b2b-9dd5-0f7a4f1b0d4e',
  workNo: '1001',
  challenge: 'c',
} as const;

describe('the key pair of a desk', () => {
  it('follows from the key in the vault and nothing else', () => {
    expect(deskKeyPair(deskKey).publicKey).toBe(deskKeyPair(deskKey).publicKey);
    expect(deskKeyPair(new Uint8Array(32)).publicKey).not.toBe(deskKeyPair(deskKey).publicKey);
  });

  it('signs one statement: another act, desk, person or challenge does not fit', () => {
    const pair = deskKeyPair(deskKey);
    const signature = pair.sign(statement);
    expect(isSignedBy(pair.publicKey, statement, signature)).toBe(true);
    for (const change of [
      { act: 'refresh' as const },
      { deskId: 'other' },
      { workNo: '1002' },
      { challenge: 'd' },
    ]) {
      expect(isSignedBy(pair.publicKey, { ...statement, ...change }, signature)).toBe(false);
    }
  });

  it('is not fooled by keys of other kinds, by rubbish, or by another desk', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    const spki = rsa.export({ format: 'der', type: 'spki' }).toString('base64');
    const signature = deskKeyPair(deskKey).sign(statement);
    for (const key of [spki, '', 'rubbish', deskKeyPair(new Uint8Array(32)).publicKey]) {
      expect(isSignedBy(key, statement, signature)).toBe(false);
    }
  });

  it('makes an id of version 8 that every schema takes', () => {
    const deskId = deskIdOf(deskKeyPair(deskKey).publicKey);
    expect(idSchema.parse(deskId)).toBe(deskId);
    expect(isKeyMadeId(deskId)).toBe(true);
    expect(isKeyMadeId(statement.deskId)).toBe(false);
  });
});
