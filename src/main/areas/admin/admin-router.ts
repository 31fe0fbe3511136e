import type { DeskGuards } from '../../host/desk-guards.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';

/** People, desks and the hub, asked in the administrator's name. */
export const adminRouter = (
  { admin }: DeskGuards,
  host: () => { readonly hubLink: HubLinkArea },
) => ({
  overview: admin.admin.overview.handler(() =>
    host().hubLink.link.call((hub) => hub.admin.overview()),
  ),
  unlock: admin.admin.unlock.handler(({ input }) =>
    host().hubLink.link.call((hub) => hub.admin.unlock(input)),
  ),
});
