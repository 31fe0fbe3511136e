import { errorCatalogue } from '../../shared/error-catalogue.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { ActionFirst } from '../parts/error-notice.tsx';
import { useText } from '../parts/use-text.ts';
import { Notice } from '../ui/notice.tsx';

/** What the catalogue tells in the words of a desk, which is not here. */
const ownWords: Partial<Readonly<Record<ErrorCode, 'away' | 'expired' | 'busy'>>> = {
  'ipc.disconnected': 'away',
  'ipc.internal': 'away',
  'hub.unreachable': 'away',
  'hub.sessionExpired': 'expired',
  'hub.busy': 'busy',
};

/** An error code in words, as on the desk. */
export function FailureNotice({
  code,
  title,
}: {
  readonly code: ErrorCode;
  /** In place of the catalogue's, where there is more to tell. */
  readonly title?: string | undefined;
}) {
  const t = useText();
  const own = ownWords[code];
  const row = own ? t(`department.failures.${own}`, { returnObjects: true }) : errorCatalogue[code];
  return (
    <Notice
      tone="fault"
      title={title ?? row.title}
      text={<ActionFirst action={row.action} effect={row.effect} />}
      code={t('problem.code', { code })}
    />
  );
}
