import { unprovenCode } from './host-codes.ts';
import { useDeskStore } from './desk-context.ts';
import { ErrorNotice } from './error-notice.tsx';

/** Says that who answers is not our host, or does not take this page: before anybody types a password, too. */
export function UnprovenHost() {
  const code = unprovenCode(useDeskStore((state) => state.connection));
  return code && <ErrorNotice code={code} />;
}
