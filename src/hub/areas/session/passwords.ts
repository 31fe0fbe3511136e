import { hash, verify } from '@node-rs/argon2';

/** Turns passwords into PHC texts and compares them. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** With `storedHash: null` (no such user) it works as long as with one, and is false. */
  matches(password: string, storedHash: string | null): Promise<boolean>;
}

/** Argon2id with 19 MiB, two passes, one lane (OWASP's first recommendation); the library's default kind is Argon2id. */
export async function createArgon2Passwords(): Promise<Passwords> {
  const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
  const nobody = await hash('nobody signs in with this', cost);
  return {
    hash: (password) => hash(password, cost),
    async matches(password, storedHash) {
      const isRight = await verify(storedHash ?? nobody, password);
      return isRight && storedHash !== null;
    },
  };
}
