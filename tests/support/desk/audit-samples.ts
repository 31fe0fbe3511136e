import type { AuditLine } from '../../../src/shared/contract/audit/schemas.ts';
import { idOf } from './desk-samples.ts';

/** `count` rows of the audit, newest first; every kind of row is among the first ten. */
export function someAuditLines(count: number): AuditLine[] {
  const plain = {
    workNo: '1003',
    deskId: idOf('ticket', 1),
    deskProven: true,
    address: '192.0.2.14',
    subjectId: null,
    subjectWorkNo: null,
    code: null,
    tried: null,
    count: 1,
  };
  const nobody = { ...plain, workNo: null, deskId: null, deskProven: null };
  const kinds = [
    { ...plain, action: 'listened', subjectId: idOf('recording', 1), workNo: '1001' },
    { ...plain, action: 'refused', subjectId: 'calls.list', code: 'hub.forbidden' },
    { ...nobody, action: 'signInRefused', tried: 'ab***', code: 'hub.badCredentials', count: 12 },
    { ...nobody, action: 'userSet', address: null, subjectWorkNo: '1004', subjectId: 'x' },
    { ...plain, action: 'signedIn', deskProven: false },
    { ...plain, action: 'ofALaterRelease', code: 'later.code' },
    { ...plain, action: 'ticketChanged', subjectId: idOf('ticket', 7) },
  ];
  return Array.from({ length: count }, (_, n) => ({
    ...(kinds[n % kinds.length] ?? plain),
    action: kinds[n % kinds.length]?.action ?? '',
    auditId: count - n,
    at: Date.now() - n * 400_000,
  }));
}
