import type { TFunction } from 'i18next';
import type { DeskState, Filling, SyncStatus } from '../../../shared/domain/desk/desk-state.ts';
import type { RegistrationState } from '../../../shared/domain/phone/phone-state.ts';
import { byteSize, grouped } from '../../ui/format.ts';

export interface Status {
  readonly text: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
}

interface Words {
  readonly t: TFunction;
  readonly now: number;
}

export function pbxStatus(registration: RegistrationState, { t, now }: Words): Status {
  switch (registration.kind) {
    case 'registered':
      return { text: t('status.registered'), tone: 'good' };
    case 'connecting':
    case 'registering':
      return { text: t(`status.${registration.kind}`), tone: 'warn' };
    case 'unregistered':
      return { text: t('status.unregistered'), tone: 'warn' };
    case 'retryWait': {
      const seconds = Math.max(0, Math.ceil((registration.retryAt - now) / 1000));
      return { text: t('status.retry', { seconds }), tone: 'bad' };
    }
    case 'stopped':
      return { text: t('status.stopped'), tone: 'bad' };
  }
}

export function recordingStatus(sync: SyncStatus, t: TFunction): Status {
  const { recordingsWaiting: count, uploading, error } = sync;
  if (error?.startsWith('upload.') && count > 0)
    return { text: `${t('status.waiting', { count })} · ${t('status.failed')}`, tone: 'bad' };
  if (uploading && uploading.totalBytes > 0) {
    const percent = Math.floor((uploading.sentBytes / uploading.totalBytes) * 100);
    return { text: t('status.uploading', { percent }), tone: 'plain' };
  }
  if (count > 0) return { text: t('status.waiting', { count }), tone: 'warn' };
  return {
    text: t(sync.lastSyncedAt === null ? 'status.noRecordings' : 'status.allSynced'),
    tone: 'good',
  };
}

export function diskStatus(disk: DeskState['disk'], t: TFunction): Status {
  if (disk === null) return { text: t('status.diskUnknown'), tone: 'warn' };
  if (!disk.enough) return { text: t('status.diskLow'), tone: 'bad' };
  return { text: byteSize(disk.freeBytes), tone: 'plain' };
}

export function syncStatus(sync: SyncStatus, words: Words & { span(ms: number): string }): Status {
  const { t, now, span } = words;
  const pending =
    sync.commandsWaiting > 0
      ? ` · ${t('status.pendingCommands', { count: sync.commandsWaiting })}`
      : '';
  const age =
    sync.replicaAt === null
      ? t('status.neverSynced')
      : t('status.ago', { time: span(now - sync.replicaAt) });
  if (sync.hub === 'unauthorised')
    return { text: `${t('status.unauthorised')}${pending}`, tone: 'bad' };
  if (sync.hub === 'offline' && sync.filling?.part === 'tickets')
    return {
      text: `${t('status.offlineFilling', shownCounts(sync.filling))}${pending}`,
      tone: 'warn',
    };
  if (sync.hub === 'offline')
    return { text: `${t('status.offline')} · ${age}${pending}`, tone: 'warn' };
  if (sync.filling) return { text: `${fillingText(sync.filling, t)}${pending}`, tone: 'warn' };
  // The age counts from the last change: while the hub is there it says nothing about how current the copy is.
  if (sync.replicaAt === null)
    return { text: `${t('status.neverSynced')}${pending}`, tone: 'warn' };
  const isCurrent = sync.commandsWaiting === 0;
  return { text: `${t('status.synced')}${pending}`, tone: isCurrent ? 'good' : 'warn' };
}

/** How far an empty copy has been filled. */
export function fillingText(filling: Filling, t: TFunction): string {
  return t(`status.filling.${filling.part}`, shownCounts(filling));
}

/** Until the hub has said how many there are, the place of the number is held. */
function shownCounts({ done, total }: Filling) {
  return { done: grouped(done), total: total === null ? '…' : grouped(total) };
}
