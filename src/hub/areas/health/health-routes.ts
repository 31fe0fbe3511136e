import type { Clock } from '../../../shared/clock.ts';
import type { Guards } from '../../http/guards.ts';

/** Is a hub there? Its version is for those signed in. */
export function healthRoutes(
  { open }: Guards,
  { clock, version }: { readonly clock: Clock; readonly version: string },
) {
  return {
    health: open.health.handler(async ({ context }) => {
      const isKnown = await context.authenticate().then(
        () => true,
        () => false,
      );
      return {
        name: 'hotline-hub' as const,
        ...(isKnown ? { version } : {}),
        now: clock.now(),
      };
    }),
  };
}
