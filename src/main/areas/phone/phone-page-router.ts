import { implement } from '@orpc/server';
import { AppError } from '../../../shared/app-error.ts';
import { toWireError } from '../../../shared/contract/base.ts';
import type { HostInfo } from '../../../shared/contract/desk/schemas.ts';
import { phoneHostContract } from '../../../shared/contract/phone-host.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { HostServices } from '../../areas.ts';
import type { RpcContext, RpcErrors } from '../../host/rpc-errors.ts';

export interface PhoneRouterDeps {
  readonly info: HostInfo;
  readonly services: () => HostServices;
  readonly errors: RpcErrors;
  readonly diagnoseServer: (serverUrl: string) => Promise<ErrorCode>;
}

/** Build id of a program run without a build; fits any other. */
export const developmentBuildId = 'development';

/**
 * `phoneHostContract`, served. Whoever is not the holder of the lease is refused with `phone.leaseHeld`,
 * except for closing what somebody else than the holder has recorded.
 */
export function createPhoneRouter({
  info,
  services,
  errors: translate,
  diagnoseServer,
}: PhoneRouterDeps) {
  const open = implement(phoneHostContract)
    .$context<RpcContext>()
    .use(async ({ next, errors, path }) => {
      try {
        return await next();
      } catch (error) {
        throw errors.APP({ data: toWireError(translate.translate(error, path)) });
      }
    });
  const holder = open.use(async ({ next, context }) => {
    const host = services();
    if (!host.phone.isHolder(context.connectionId)) throw new AppError('phone.leaseHeld');
    return next({ context: { host } });
  });
  const beganBy = new Map<string, string>();
  /** A page that lost the lease closes what it has recorded; what the holder records is the holder's. */
  const closer = open.use(async ({ next, context }, input: unknown) => {
    const host = services();
    const { phone } = host;
    const owner = beganBy.get(recordingIdIn(input));
    const isHolders = owner !== undefined && phone.isHolder(owner);
    if (isHolders && !phone.isHolder(context.connectionId)) throw new AppError('phone.leaseHeld');
    return next({ context: { host } });
  });
  return open.router({
    info: open.info.handler(() => ({ notifications: info.notifications })),
    // Nobody else's address is looked at: no page can scan the network through the host.
    diagnose: holder.diagnose.handler(async ({ input, context }) => ({
      code: context.host.phone.isConfigured(input.serverUrl)
        ? await diagnoseServer(input.serverUrl)
        : 'sip.connectionLost',
    })),
    attach: open.attach.handler(({ input, context, signal }) => {
      const known = [info.buildId, input.buildId];
      const fits = input.buildId === info.buildId || known.includes(developmentBuildId);
      if (!fits) throw new AppError('ipc.wrongBuild');
      return services().phone.attach(context.connectionId, { takeOver: input.takeOver, signal });
    }),
    publish: holder.publish.handler(({ input, context }) =>
      context.host.phone.publish(context.connectionId, input),
    ),
    levels: holder.levels.handler(({ input, context }) =>
      context.host.deskState.tell({ kind: 'levels', levels: input }),
    ),
    commandDone: holder.commandDone.handler(({ input, context }) =>
      context.host.phone.commandDone(context.connectionId, input.commandId, input.error),
    ),
    recordings: {
      begin: holder.recordings.begin.handler(({ input, context: { host, connectionId } }) => {
        beganBy.set(input.recordingId, connectionId);
        return host.recordings.begin(input);
      }),
      finish: closer.recordings.finish.handler(async ({ input, context: { host } }) => {
        await host.recordings.finish(input);
        beganBy.delete(input.recordingId);
      }),
      report: closer.recordings.report.handler(({ input, context: { host } }) =>
        host.recordings.report(input),
      ),
    },
  });
}

function recordingIdIn(input: unknown): string {
  const isNamed = typeof input === 'object' && input !== null && 'recordingId' in input;
  return isNamed ? String(input.recordingId) : '';
}
