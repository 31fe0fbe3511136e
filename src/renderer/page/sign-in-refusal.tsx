import { useText } from '../parts/use-text.ts';
import type { PageFailure } from './doing.ts';
import { FailureNotice } from './failure-notice.tsx';

/** Why a sign-in was refused, and how many tries are left. */
export function SignInRefusal({ failure }: { readonly failure: PageFailure | null }) {
  const t = useText();
  if (failure === null) return null;
  const { code, tries } = failure;
  const isLeft = code === 'hub.badCredentials' && tries !== null;
  const title = isLeft ? t('signIn.left', { count: tries.left }) : undefined;
  return <FailureNotice code={code} title={title} />;
}
