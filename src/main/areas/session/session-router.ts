import type { DeskGuards } from '../../host/desk-guards.ts';
import type { LockArea } from '../lock/lock-area.ts';
import type { SessionArea } from './session-area.ts';

type Served = () => { readonly session: SessionArea; readonly lock: LockArea };

export const sessionRouter = ({ open }: DeskGuards, host: Served) => ({
  signIn: open.session.signIn.handler(({ input }) => host().session.signIn(input)),
  changePassword: open.session.changePassword.handler(({ input }) =>
    host().session.changePassword(input),
  ),
  signOut: open.session.signOut.handler(({ input }) => host().lock.signOut(input)),
});
