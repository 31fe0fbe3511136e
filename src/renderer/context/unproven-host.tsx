import { useDeskStore } from './desk-context.ts';
import { ErrorNotice } from './error-notice.tsx';

/** Says that who answers is not our host, or does not take this page: before anybody types a password, too. */
export function UnprovenHost() {
  const connection = useDeskStore((state) => state.connection);
  if (connection === 'stranger') return <ErrorNotice code="ipc.stranger" />;
  return connection === 'notAdmitted' ? <ErrorNotice code="ipc.notAdmitted" /> : null;
}
