import { newsOf } from '../../../shared/contract/desk/desk-news.ts';
import type { HostInfo } from '../../../shared/contract/desk/schemas.ts';
import type { DeskGuards } from '../../host/desk-guards.ts';
import type { DeskArea } from './desk-area.ts';

type Served = () => { readonly desk: DeskArea };

export const workspacesRouter = ({ desk }: DeskGuards, host: Served) => ({
  putAside: desk.workspaces.putAside.handler(({ input: { key, reason }, context }) =>
    host().desk.putAside(context.user.workNo, key, reason),
  ),
  takeUp: desk.workspaces.takeUp.handler(({ input, context }) =>
    host().desk.takeUp(context.user.workNo, input.key),
  ),
});

export const deskRouter = ({ open }: DeskGuards, host: Served, info: HostInfo) => ({
  info: open.info.handler(() => info),
  // The host is asked for before the stream begins: that it could not start is the call's answer, with its code.
  watch: open.watch.handler(({ signal }) => newsOf(host().desk.watch(signal))),
});
