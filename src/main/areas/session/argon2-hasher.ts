import { hash, verify } from '@node-rs/argon2';
import type { PasswordHasher } from './credentials.ts';

/** Argon2id with the parameters of OWASP's first choice: 19 MiB, two passes, one lane. */
export const argon2Hasher: PasswordHasher = {
  hash: (password) => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
  verify: (passwordHash, password) => verify(passwordHash, password),
};
