import type { DeskGuards } from '../../host/desk-guards.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';

/** Who has heard what is kept by the hub; one of before contract 2 is not told. */
export const recordingsRouter = (
  { desk }: DeskGuards,
  host: () => { readonly hubLink: HubLinkArea },
) => ({
  heard: desk.recordings.heard.handler(async ({ input }) => {
    const { link } = host().hubLink;
    if (link.contract() >= 2) await link.call((hub) => hub.recordings.heard(input));
  }),
});
