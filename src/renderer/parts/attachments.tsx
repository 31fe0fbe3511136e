import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { attachmentEndings, isShownImage } from '../../shared/domain/tickets/attachments.ts';
import type { AttachedFile } from '../../shared/domain/tickets/ticket-work.ts';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { Dialog } from '../ui/dialog.tsx';
import { type AttachmentsStore, type ChosenFile, chosenFor } from './attachments-store.ts';
import './attachments.css';
import { sizeText } from './size-text.ts';
import { useText } from './use-text.ts';

/** An attachment in the list of its ticket. */
export interface ListedFile extends AttachedFile {
  /** Who has put it there, and when, in words. */
  readonly whose: string;
  readonly mayWithdraw: boolean;
}

export interface AttachmentsProps {
  readonly store: AttachmentsStore;
  readonly ticketId: string;
  readonly listed: readonly ListedFile[];
  /** May something be added now? */
  readonly mayAdd: boolean;
  /** What else is asked when adding; `isForDepartment` of the act. */
  readonly more?: ReactNode;
  readonly isForDepartment?: boolean;
  /** Can what is no picture be saved here? */
  readonly canSave: boolean;
}

const accepted = [...Object.values(attachmentEndings), 'jpeg', 'm4a']
  .map((end) => `.${end}`)
  .join();

/** Files of a ticket: what is on it, and what is to be. By button, camera, drop and paste. */
export function Attachments(props: AttachmentsProps) {
  const { store, ticketId, listed, mayAdd, canSave } = props;
  const t = useText();
  const failure = useStore(store, (state) => state.failure);
  return (
    <section className="attachments" aria-label={t('attachments.title')}>
      <h3>{t('attachments.title')}</h3>
      {listed.length === 0 && <p className="panel__note">{t('attachments.none')}</p>}
      <ul className="attachments__list">
        {listed.map((file) => (
          <Listed key={file.attachmentId} {...{ store, ticketId, file, canSave }} />
        ))}
      </ul>
      {mayAdd && (globalThis.isSecureContext ? <Adding {...props} /> : <NoSecure />)}
      {failure !== null && <Failure code={failure} />}
    </section>
  );
}

function NoSecure() {
  const t = useText();
  return <p className="panel__note">{t('attachments.noSecure')}</p>;
}

function Failure({ code }: { readonly code: ErrorCode }) {
  const { title, action } = errorCatalogue[code];
  return (
    <p className="attachments__failure" role="alert">
      <b>{title}</b>。{action}
    </p>
  );
}

interface ListedProps extends Pick<AttachmentsProps, 'store' | 'ticketId' | 'canSave'> {
  readonly file: ListedFile;
}

function Listed({ store, ticketId, file, canSave }: ListedProps) {
  const t = useText();
  const { attachmentId, fileName: name, mediaType, byteLength, whose, mayWithdraw } = file;
  const url = useStore(store, ({ shown }) => shown.get(attachmentId));
  const loadingId = useStore(store, (state) => state.loadingId);
  const look = useStore(store, (state) => state.look);
  const isImage = isShownImage(mediaType);
  const verb = isImage ? 'show' : 'save';
  return (
    <li className="attachments__one">
      <div className="attachments__row">
        <span className="attachments__name">{name}</span>
        <span className="attachments__facts num">
          {sizeText(byteLength)} · {whose}
        </span>
        {url === undefined && (isImage || canSave) && (
          <button
            type="button"
            className="button button--small"
            aria-label={t(`attachments.${verb}Of`, { name })}
            disabled={loadingId !== null}
            onClick={() => void look(ticketId, file)}
          >
            {t(loadingId === attachmentId ? 'attachments.loading' : `attachments.${verb}`)}
          </button>
        )}
        {mayWithdraw && <Withdraw {...{ store, ticketId, file }} />}
      </div>
      {url !== undefined && <img className="attachments__image" src={url} alt={name} />}
    </li>
  );
}

function Withdraw({ store, ticketId, file }: Omit<ListedProps, 'canSave'>) {
  const t = useText();
  const withdraw = useStore(store, (state) => state.withdraw);
  const [isAsking, setAsking] = useState(false);
  const { attachmentId, fileName: name } = file;
  return (
    <>
      <button
        type="button"
        className="button button--small"
        aria-label={t('attachments.withdrawOf', { name })}
        onClick={() => setAsking(true)}
      >
        {t('attachments.withdraw')}
      </button>
      {isAsking && (
        <Dialog title={t('attachments.withdraw')} onClose={() => setAsking(false)}>
          <p>{t('attachments.withdrawSure', { name })}</p>
          <div className="dialog__acts">
            <button type="button" className="button" autoFocus onClick={() => setAsking(false)}>
              {t('attachments.keep')}
            </button>
            <button
              type="button"
              className="button button--main"
              onClick={() => {
                setAsking(false);
                void withdraw(ticketId, attachmentId, t('attachments.withdrawReason'));
              }}
            >
              {t('attachments.withdraw')}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function Adding({ store, ticketId, more, isForDepartment = false }: AttachmentsProps) {
  const t = useText();
  const all = useStore(store, (state) => state.chosen);
  const { tooMany, isPutting } = useStore(store);
  const { choose, put } = useStore(store);
  const chosen = chosenFor({ ...store.getState(), chosen: all }, ticketId);
  const stored = chosen.filter(({ state }) => state === 'stored');
  const [isOver, setOver] = useState(false);
  useFilesOfWindow((files) => choose(ticketId, files), setOver);
  return (
    <div className={isOver ? 'attachments__zone attachments__zone--over' : 'attachments__zone'}>
      <div className="attachments__row">
        <FileButton label={t('attachments.add')} onFiles={(files) => choose(ticketId, files)} />
        <FileButton
          label={t('attachments.photo')}
          isCamera
          onFiles={(files) => choose(ticketId, files)}
        />
        {more}
      </div>
      <p className="panel__note">{t('attachments.hint')}</p>
      {tooMany > 0 && <p role="alert">{t('attachments.tooMany', { count: tooMany })}</p>}
      {chosen.length > 0 && (
        <>
          <h4>{t('attachments.chosen')}</h4>
          <ul className="attachments__list">
            {chosen.map((one) => (
              <Chosen key={one.attachmentId} store={store} one={one} />
            ))}
          </ul>
          <div className="attachments__row">
            <button
              type="button"
              className="button button--main"
              disabled={stored.length === 0 || isPutting}
              onClick={() => void put(ticketId, isForDepartment)}
            >
              {isPutting
                ? t('attachments.putting')
                : t('attachments.put', { count: stored.length })}
            </button>
            <span className="panel__note">{t('attachments.notYet')}</span>
          </div>
        </>
      )}
    </div>
  );
}

function Chosen({ store, one }: { readonly store: AttachmentsStore; readonly one: ChosenFile }) {
  const t = useText();
  const { remove, again } = useStore(store);
  const { attachmentId, file, preview, state, sent, code } = one;
  const { name } = file;
  const percent = file.size === 0 ? 0 : Math.floor((sent / file.size) * 100);
  return (
    <li className="attachments__one">
      <div className="attachments__row">
        {preview !== null && <img className="attachments__thumb" src={preview} alt="" />}
        <span className="attachments__name">{name}</span>
        <span className="attachments__facts num">
          {sizeText(file.size)} · {t(`attachments.states.${state}`, { percent })}
        </span>
        {state === 'failed' && (
          <button
            type="button"
            className="button button--small"
            aria-label={t('attachments.againOf', { name })}
            onClick={() => again(attachmentId)}
          >
            {t('attachments.again')}
          </button>
        )}
        <button
          type="button"
          className="button button--small"
          aria-label={t('attachments.removeOf', { name })}
          onClick={() => remove(attachmentId)}
        >
          {t('attachments.remove')}
        </button>
      </div>
      {(state === 'sending' || state === 'waiting') && (
        <progress
          className="attachments__progress"
          max={100}
          value={percent}
          aria-label={t('attachments.sent', { name, percent })}
        />
      )}
      {code !== null && <Failure code={code} />}
    </li>
  );
}

interface FileButtonProps {
  readonly label: string;
  /** Opens the camera, where there is one. */
  readonly isCamera?: boolean;
  onFiles(files: readonly File[]): void;
}

function FileButton({ label, isCamera = false, onFiles }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={isCamera ? 'button attachments__camera' : 'button'}
        onClick={() => input.current?.click()}
      >
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={!isCamera}
        accept={isCamera ? 'image/*' : accepted}
        {...(isCamera ? { capture: 'environment' as const } : {})}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file may be chosen again after it was removed.
          target.value = '';
        }}
      />
    </>
  );
}

/** What is dropped anywhere or pasted as a file; a file that is dropped beside would take the page's place. */
function useFilesOfWindow(
  onFiles: (files: readonly File[]) => void,
  onOver: (isOver: boolean) => void,
): void {
  const latest = useRef({ onFiles, onOver });
  useEffect(() => {
    latest.current = { onFiles, onOver };
  });
  useEffect(() => {
    const withFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!withFiles(event)) return;
      event.preventDefault();
      latest.current.onOver(event.type === 'dragover');
    };
    const drop = (event: DragEvent) => {
      if (!withFiles(event)) return;
      event.preventDefault();
      latest.current.onOver(false);
      latest.current.onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      latest.current.onFiles(files);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', over);
    window.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', over);
      window.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, []);
}
