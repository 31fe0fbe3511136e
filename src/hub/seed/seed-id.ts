import { createHash } from 'node:crypto';

/** The id of a seeded thing: always the same UUID (v4 shape) for the same name, so that seeding twice adds nothing. */
export function seedId(name: string): string {
  const hex = createHash('sha256').update(`hotline-desk seed ${name}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
