import type { DeskGuards } from '../../host/desk-guards.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';

/** What leaves the hub as a file. */
export const exportsRouter = (
  { lead }: DeskGuards,
  host: () => { readonly hubLink: HubLinkArea },
) => ({
  sheet: lead.exports.sheet.handler(({ input }) =>
    host().hubLink.link.call((hub) => hub.exports.sheet(input)),
  ),
  folder: lead.exports.folder.handler(({ input }) =>
    host().hubLink.link.call((hub) => hub.exports.folder(input)),
  ),
  knowledge: lead.exports.knowledge.handler(({ input }) =>
    host().hubLink.link.call((hub) => hub.exports.knowledge(input)),
  ),
});
