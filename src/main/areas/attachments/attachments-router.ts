import type { DeskGuards } from '../../host/desk-guards.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';

type Served = () => { readonly hubLink: HubLinkArea };

/** Files of tickets are kept at the hub alone: all of it is asked there, live, under the rights of who is signed in. */
export const attachmentsRouter = ({ desk }: DeskGuards, host: Served) => ({
  begin: desk.attachments.begin.handler(({ input }) =>
    host().hubLink.link.call((hub) => hub.attachments.begin(input)),
  ),
  put: desk.attachments.put.handler(({ input }) =>
    host().hubLink.link.call((hub) => hub.attachments.put(input)),
  ),
  read: desk.attachments.read.handler(({ input }) =>
    host().hubLink.link.call((hub) => hub.attachments.read(input)),
  ),
});
