import type { ReactNode } from 'react';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { toldNow } from './host-codes.ts';
import { Notice } from '../ui/notice.tsx';
import { useDeskStore } from './desk-context.ts';
import { useText } from './use-text.ts';

export interface ErrorNoticeProps {
  readonly code: ErrorCode;
  readonly tone?: 'fault' | 'warn';
  /** Said before the catalogue's title: which of the user's acts failed. */
  readonly lead?: string;
  /** Said in place of the catalogue's title, where there is more to tell: a number, as a rule. */
  readonly title?: string | undefined;
  /** Where and why, for IT; never a value. Said beside the code. */
  readonly detail?: string;
  readonly children?: ReactNode;
}

/** An error code in the catalogue's words. */
export function ErrorNotice({ tone = 'fault', lead, detail, ...props }: ErrorNoticeProps) {
  const t = useText();
  const code = useDeskStore((state) => toldNow(props.code, state.connection));
  const signedIn = useDeskStore((state) => (state.desk?.user ?? null) !== null);
  const row = errorCatalogue[code];
  const { effect, action } = signedIn ? row : (row.signedOut ?? row);
  const title = props.title ?? errorCatalogue[code].title;
  return (
    <Notice
      tone={tone}
      title={lead ? `${lead}：${title}` : title}
      text={`${effect}${action}`}
      code={[t('problem.code', { code }), detail].filter(Boolean).join(' · ')}
    >
      {props.children}
    </Notice>
  );
}
