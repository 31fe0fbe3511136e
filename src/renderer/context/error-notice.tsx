import type { ReactNode } from 'react';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { Notice } from '../ui/notice.tsx';
import { useText } from './use-text.ts';

export interface ErrorNoticeProps {
  readonly code: ErrorCode;
  readonly tone?: 'fault' | 'warn';
  /** Said before the catalogue's title: which of the user's acts failed. */
  readonly lead?: string;
  readonly children?: ReactNode;
}

/** An error code in the catalogue's words. */
export function ErrorNotice({ code, tone = 'fault', lead, children }: ErrorNoticeProps) {
  const t = useText();
  const { title, effect, action } = errorCatalogue[code];
  return (
    <Notice
      tone={tone}
      title={lead ? `${lead}：${title}` : title}
      text={`${effect}${action}`}
      code={t('problem.code', { code })}
    >
      {children}
    </Notice>
  );
}
