import type { DeskGuards } from '../../host/desk-guards.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';

/** The hub's audit, asked in the name of whoever reads it. */
export const auditRouter = (
  { auditor }: DeskGuards,
  host: () => { readonly hubLink: HubLinkArea },
) => ({
  list: auditor.audit.list.handler(({ input }) =>
    host().hubLink.link.call((hub) => hub.audit.list(input)),
  ),
});
