import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const hub = join(import.meta.dirname, '../../../../../src/hub');

describe('a ticket that the hub changes', () => {
  it('is kept in one place only, where desks and city are told', () => {
    const files = readdirSync(hub, { recursive: true, encoding: 'utf8' });
    const putting = files.filter(
      (file) =>
        file.endsWith('.ts') && /tickets\.put\(/.test(readFileSync(join(hub, file), 'utf8')),
    );
    expect(putting.map((file) => file.replaceAll('\\', '/')).toSorted()).toEqual([
      'areas/tickets/keep-ticket.ts',
      'seed/seed-store.ts',
    ]);
  });
});
