import { useState } from 'react';
import { useText } from '../parts/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';

interface LeaveProps {
  /** Asked when it is pressed. */
  isAnythingLost(): boolean;
  /** What is lost with the session. */
  readonly what: string;
  signOut(): Promise<void>;
}

/** 退出 of a page. What is typed and not sent is lost with the session: asked first. */
export function Leave({ isAnythingLost, what, signOut }: LeaveProps) {
  const t = useText();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button button--small"
        onClick={() => (isAnythingLost() ? setAsking(true) : void signOut())}
      >
        {t('department.out')}
      </button>
      {isAsking && (
        <Dialog title={t('department.out')} onClose={() => setAsking(false)}>
          <p>{what}</p>
          <div className="dialog__acts">
            <button type="button" className="button" onClick={() => setAsking(false)} autoFocus>
              {t('department.stay')}
            </button>
            <button type="button" className="button button--main" onClick={() => void signOut()}>
              {t('department.leaveAnyway')}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
