import { randomUUID } from 'node:crypto';
import { totpAt, totpStep } from '../../src/hub/areas/session/totp.ts';
import { hubClient } from './hub-client.ts';
import { testPassword } from './hub-values.ts';

/** What an authenticator program makes of the secret that is typed into it. */
function secretBytes(base32: string): Buffer {
  const bits = [...base32]
    .map((letter) =>
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
    )
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code that the telephone shows at `at`. */
export function codeOn(secret: string, at: number): string {
  return totpAt(secretBytes(secret), totpStep(at));
}

/** Signs in at the officers' page with a telephone that is bound to it now. */
export async function signInAtOfficersPage(
  url: string,
  workNo: string,
  now: number,
  password = testPassword,
) {
  const who = { workNo, password, deskId: randomUUID(), page: 'officer' } as const;
  const { auth } = hubClient(url);
  const { secret } = await auth.enrol(who);
  const session = await auth.signIn({ ...who, code: codeOn(secret, now), enrols: true });
  return { who, secret, session, client: hubClient(url, session.accessToken) };
}

/** The token of a person of that role of the rights table, signed in at the page where she or he works. */
export async function tokenAtPage(
  url: string,
  role: 'department' | 'officer' | 'auditor',
  now: number,
): Promise<string> {
  const workNo = { department: '5001', officer: '6001', auditor: '7001' }[role];
  if (role !== 'department')
    return (await signInAtOfficersPage(url, workNo, now)).session.accessToken;
  const who = { workNo, password: testPassword, deskId: randomUUID(), page: role };
  return (await hubClient(url).auth.signIn(who)).accessToken;
}
