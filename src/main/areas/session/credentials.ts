/** What a person types to sign in. */
export interface Credentials {
  readonly workNo: string;
  readonly password: string;
}

/** Argon2id (RFC 9106), at the edge that has the native code. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}
