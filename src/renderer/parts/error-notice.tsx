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
  /** Where and why, for IT; never a value. */
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
  // The act is named by the lead; a title that says no more than that it failed would say it twice.
  const heading =
    lead && saysOnlyThatItFailed(title) ? lead : [lead, title].filter(Boolean).join('：');
  return (
    <Notice
      tone={tone}
      title={heading}
      text={<ActionFirst action={action} detail={detail} effect={effect} />}
      code={t('problem.code', { code })}
    >
      {props.children}
    </Notice>
  );
}

interface ActionFirstProps {
  readonly action: string;
  readonly effect: string;
  readonly detail?: string | undefined;
}

/** What to do now is read first; what it means, which is read when there is time, stands after it in grey. */
export function ActionFirst({ action, effect, detail }: ActionFirstProps) {
  return (
    <>
      {action}
      {detail && <span className="num">（{detail}）</span>}
      <span className="notice__effect">{effect}</span>
    </>
  );
}

function saysOnlyThatItFailed(title: string): boolean {
  return /^(?:\p{Script=Han}{2,4})(?:失败|未成功)$/u.test(title);
}
