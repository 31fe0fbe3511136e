import { z } from 'zod';
import { exactly } from '../exactly.ts';
import { cleanLine } from '../../clean-text.ts';
import { passwordLength } from '../../domain/session/password-rule.ts';
import { type User, roles } from '../../domain/session/user.ts';
import { idSchema, line, text } from '../base-schemas.ts';
import { since } from '../since.ts';

/** Who is signed in, and how a desk and its hub prove themselves to each other. */

export const userSchema = exactly<User>()(
  z.strictObject({
    userId: idSchema,
    workNo: z.string().regex(/^[0-9A-Za-z]{1,16}$/),
    displayName: line(40),
    role: z.enum(roles),
    departmentId: since(3, text(64).optional()),
  }),
);

export const credentialsSchema = z.strictObject({
  /** An input method in full-width mode types `１００１`. */
  workNo: z
    .string()
    .overwrite((typed) => cleanLine(typed).normalize('NFKC').trim())
    .regex(/^[0-9A-Za-z]{1,16}$/),
  password: z.string().min(1).max(200),
});

/** A password that somebody chooses. */
export const newPasswordSchema = z.string().min(passwordLength.min).max(passwordLength.max);

/** Keys a desk needs from its hub. `wrap` seals segment keys to the hub; `receipt` checks its signatures. */
export const hubKeysSchema = z.strictObject({
  wrapKeyId: z.string().max(64),
  /** SPKI PEM, RSA-3072; segment keys are wrapped by RSA-OAEP with SHA-256 (RFC 8017 §7.1). */
  wrapPublicKeyPem: z.string().max(4000),
  receiptKeyId: z.string().max(64),
  /** SPKI PEM, Ed25519 (RFC 8032). */
  receiptPublicKeyPem: z.string().max(4000),
});
export type HubKeys = z.infer<typeof hubKeysSchema>;

/** How a desk shows that it is itself: its key, a challenge of the hub, and its signature (`shared/node/desk-key-pair.ts`). */
export const deskProofSchema = z.strictObject({
  /** Base64 SPKI DER, Ed25519 (RFC 8410). */
  publicKey: z.string().max(200),
  challenge: z.string().max(200),
  /** Base64 */
  signature: z.string().max(200),
});
export type DeskProof = z.infer<typeof deskProofSchema>;

export const hubSessionSchema = z.strictObject({
  /** Opaque; sent as `Authorization: Bearer …`. Never logged. */
  accessToken: z.string(),
  accessExpiresAt: z.int().min(0),
  refreshToken: z.string(),
  user: userSchema,
  keys: hubKeysSchema,
  /** Of who showed a second factor: how many recovery codes are left, and, when it was just enrolled, those, for the only time. */
  factor: since(
    3,
    z
      .strictObject({
        recoveryLeft: z.int().min(0),
        recoveryCodes: z.array(text(40)).max(20).readonly().optional(),
      })
      .optional(),
  ),
});
export const passwordChangeSchema = z.strictObject({
  oldPassword: credentialsSchema.shape.password,
  newPassword: newPasswordSchema,
});
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

export type HubSession = z.infer<typeof hubSessionSchema>;
