import { useEffect, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import RegionsPlugin from 'wavesurfer.js/plugins/regions';
import type { RecordingTimeline } from '../../../shared/domain/recording.ts';
import { useView } from '../../context/desk-context.ts';
import { useText } from '../../context/use-text.ts';
import { clockText } from './listening-text.ts';

interface WaveLanesProps {
  readonly timeline: RecordingTimeline;
  /** The element that plays; the lanes only draw and seek it. */
  readonly media: HTMLMediaElement;
}

const laneHeight = 96;

/**
 * Two lanes, agent above, citizen below, drawn from the peaks that were kept while recording: nothing is decoded here,
 * so an hour-long call shows as fast as a short one.
 */
export function WaveLanes({ timeline, media }: WaveLanesProps) {
  const t = useText();
  const theme = useView((state) => state.theme);
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    const regions = RegionsPlugin.create();
    const wave = WaveSurfer.create({
      container: element,
      media,
      peaks: [toFloats(timeline.agentPeaks), toFloats(timeline.citizenPeaks)],
      duration: timeline.durationMs / 1000,
      height: laneHeight,
      barWidth: 2,
      barGap: 1,
      barMinHeight: 1,
      maxPeak: 1,
      cursorWidth: 2,
      cursorColor: color(element, '--fault'),
      dragToSeek: true,
      splitChannels: [lane(element, '--lane-agent'), lane(element, '--lane-citizen')],
      plugins: [regions],
    });
    for (const mark of timeline.marks) {
      regions.addRegion({
        start: mark.fromMs / 1000,
        end: mark.toMs / 1000,
        content: `${t(`listening.mark.${mark.kind}`)} ${clockText(mark.toMs - mark.fromMs)}`,
        color: color(element, '--lane-mark'),
        drag: false,
        resize: false,
      });
    }
    return () => wave.destroy();
    // Colours are read once: another theme draws anew.
  }, [timeline, media, theme, t]);
  return (
    <div
      className="listening__lanes"
      ref={container}
      role="img"
      aria-label={t('listening.lanes')}
    />
  );
}

function lane(element: HTMLElement, name: string) {
  return {
    waveColor: color(element, name),
    progressColor: color(element, name),
    height: laneHeight,
  };
}

function color(element: HTMLElement, name: string): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

function toFloats(peaks: readonly number[]): number[] {
  return peaks.map((peak) => peak / 100);
}
