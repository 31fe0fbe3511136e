import { useId } from 'react';
import type { AudioDevice } from '../../../shared/domain/phone/audio.ts';
import { useText } from '../../parts/use-text.ts';

export interface DeviceSelectProps {
  readonly label: string;
  /** Words for no device of its own. */
  readonly none: string;
  readonly value: string | null;
  readonly devices: readonly AudioDevice[];
  readonly onChange: (deviceId: string | null) => void;
}

/** One device out of those that are there; a chosen one that is away stays the choice. */
export function DeviceSelect({ label, none, value, devices, onChange }: DeviceSelectProps) {
  const t = useText();
  const id = useId();
  const isAway = value !== null && devices.every(({ deviceId }) => deviceId !== value);
  return (
    <div className="sound__row">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{none}</option>
        {isAway && <option value={value}>{t('audio.absent')}</option>}
        {devices.map((device) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label || t('audio.unnamed')}
          </option>
        ))}
      </select>
    </div>
  );
}
