import { findCategory } from '../../../shared/domain/categories.ts';
import type { Recording, RecordingMark } from '../../../shared/domain/recording.ts';

/** `4:36`, and `1:02:05` from an hour on. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

const dateFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** `11/23 09:41` in the office's time zone, whatever the PC is set to. */
export function momentText(at: number): string {
  return dateFormat.format(at);
}

/** Where a recording is on its way to the hub, for people, with the tone of its tag. */
export function syncText(recording: Recording): {
  readonly text: string;
  readonly tone: 'ok' | 'warn' | 'bad';
} {
  switch (recording.state) {
    case 'synced':
      return { text: '已归档', tone: 'ok' };
    case 'uploading':
      return { text: '上传中', tone: 'warn' };
    case 'damaged':
      return { text: '有缺损', tone: 'bad' };
    case 'writing':
      return { text: '录音中', tone: 'warn' };
    case 'closed':
      return recording.error === null
        ? { text: '待上传', tone: 'warn' }
        : { text: '上传受阻', tone: 'bad' };
  }
}

const markNames: Readonly<Record<RecordingMark['kind'], string>> = {
  hold: '保持',
  mute: '静音',
  trackSwap: '换设备',
  gap: '缺口',
  silence: '无声',
};

/** `保持 00:22` */
export function markText(mark: RecordingMark): string {
  return `${markNames[mark.kind]} ${clockText(mark.toMs - mark.fromMs)}`;
}

/** `排水 / 积水（渍水）`, or a dash for a ticket without category. */
export function categoryText(code: string | null): string {
  const category = code === null ? null : findCategory(code);
  return category ? `${category.group} / ${category.name}` : '—';
}
