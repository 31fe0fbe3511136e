import { implement } from '@orpc/server';
import { AppError } from '../../../shared/app-error.ts';
import { toWireError } from '../../../shared/contract/base.ts';
import type { HostInfo } from '../../../shared/contract/desk/schemas.ts';
import { phoneHostContract } from '../../../shared/contract/phone-host.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { developmentBuildId } from '../../host/host-core.ts';
import type { Logger } from '../../../shared/logger.ts';
import { type RpcContext, pageFailure } from '../../host/desk-guards.ts';
import type { RecordingsArea } from '../recordings/recordings-area.ts';
import type { PhoneArea } from './phone-area.ts';

type Served = () => { readonly phone: PhoneArea; readonly recordings: RecordingsArea };

export interface PhonePageRouterDeps {
  readonly info: HostInfo;
  /** Throws the reason for which the host could not start. */
  readonly host: Served;
  readonly logger: Logger;
  readonly diagnoseServer: (serverUrl: string) => Promise<ErrorCode>;
}

/**
 * `phoneHostContract`, served. Whoever is not the holder of the lease is refused with `phone.leaseHeld`,
 * except for closing what somebody else than the holder has recorded.
 */
export function createPhonePageRouter({ info, host, logger, diagnoseServer }: PhonePageRouterDeps) {
  const open = implement(phoneHostContract)
    .$context<RpcContext>()
    .use(async ({ next, errors, path }) => {
      try {
        return await next();
      } catch (error) {
        throw errors.APP({ data: toWireError(pageFailure(error, logger, path)) });
      }
    });
  const holder = open.use(async ({ next, context }) => {
    const { phone, recordings } = host();
    if (!phone.isHolder(context.connectionId)) throw new AppError('phone.leaseHeld');
    return next({ context: { phone, recordings } });
  });
  const beganBy = new Map<string, string>();
  /** A page that lost the lease closes what it has recorded; what the holder records is the holder's. */
  const closer = open.use(async ({ next, context }, input: unknown) => {
    const { phone, recordings } = host();
    const owner = beganBy.get(recordingIdIn(input));
    const isHolders = owner !== undefined && phone.isHolder(owner);
    if (isHolders && !phone.isHolder(context.connectionId)) throw new AppError('phone.leaseHeld');
    return next({ context: { recordings } });
  });
  return open.router({
    info: open.info.handler(() => ({ notifications: info.notifications })),
    // Nobody else's address is looked at: no page can scan the network through the host.
    diagnose: holder.diagnose.handler(async ({ input, context }) => ({
      code: context.phone.isConfigured(input.serverUrl)
        ? await diagnoseServer(input.serverUrl)
        : 'sip.connectionLost',
    })),
    attach: open.attach.handler(({ input, context, signal }) => {
      const known = [info.buildId, input.buildId];
      const fits = input.buildId === info.buildId || known.includes(developmentBuildId);
      if (!fits) throw new AppError('ipc.wrongBuild');
      return host().phone.attach(context.connectionId, { takeOver: input.takeOver, signal });
    }),
    face: holder.face.handler(({ context, signal }) => context.phone.faces(signal)),
    publish: holder.publish.handler(({ input, context }) =>
      context.phone.publish(context.connectionId, input),
    ),
    rehearse: open.rehearse.handler(() => undefined),
    levels: holder.levels.handler(({ input, context }) => context.phone.levels(input)),
    commandDone: holder.commandDone.handler(({ input, context }) =>
      context.phone.commandDone(context.connectionId, input.commandId, input.error),
    ),
    recordings: {
      begin: holder.recordings.begin.handler(({ input, context: { recordings, connectionId } }) => {
        beganBy.set(input.recordingId, connectionId);
        return recordings.begin(input);
      }),
      finish: closer.recordings.finish.handler(async ({ input, context: { recordings } }) => {
        await recordings.finish(input);
        beganBy.delete(input.recordingId);
      }),
      report: closer.recordings.report.handler(({ input, context: { recordings } }) =>
        recordings.report(input),
      ),
    },
  });
}

function recordingIdIn(input: unknown): string {
  const isNamed = typeof input === 'object' && input !== null && 'recordingId' in input;
  return isNamed ? String(input.recordingId) : '';
}
