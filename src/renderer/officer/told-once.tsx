import { Dialog } from '../ui/dialog.tsx';

interface ToldOnceProps {
  readonly title: string;
  readonly why: string;
  readonly secret: string;
  /** What the button says that puts it away. */
  readonly kept: string;
  readonly isLong?: boolean;
  onKept(): void;
}

/**
 * A secret that the hub has made and tells this once. It has the focus, marked for copying: the key that was pressed for the form
 * before does not put it away when it is pressed twice, and Escape does not either.
 */
export function ToldOnce({ title, why, secret, kept, isLong = false, onKept }: ToldOnceProps) {
  return (
    <Dialog title={title} onClose={() => undefined}>
      <p>{why}</p>
      <code
        className={isLong ? 'osecret osecret--token' : 'osecret'}
        role="textbox"
        aria-readonly
        aria-label={title}
        tabIndex={0}
        onFocus={({ currentTarget }) => getSelection()?.selectAllChildren(currentTarget)}
      >
        {secret}
      </code>
      <div className="dialog__acts">
        <button type="button" className="button button--main" onClick={onKept}>
          {kept}
        </button>
      </div>
    </Dialog>
  );
}
