import { useEffect, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import RegionsPlugin from 'wavesurfer.js/plugins/regions';
import type { RecordingTimeline } from '../../../shared/domain/recordings/recording.ts';
import { useView } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { lastingText } from './listening-text.ts';

interface WaveLanesProps {
  readonly timeline: RecordingTimeline;
  /** The element that plays; the lanes only draw and seek it. */
  readonly media: HTMLMediaElement;
}

/** Of the window's height, so that a large screen shows large lanes. */
const laneShare = 0.125;
const thinBars = { barWidth: 2, barGap: 1, barMinHeight: 1 };

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
    const height = Math.round(window.innerHeight * laneShare);
    // A short call has fewer steps than bars would fit: its outline is drawn instead.
    const isLong = timeline.agentPeaks.length * 3 > element.clientWidth;
    const wave = WaveSurfer.create({
      container: element,
      media,
      peaks: [toFloats(timeline.agentPeaks), toFloats(timeline.citizenPeaks)],
      duration: timeline.durationMs / 1000,
      height,
      ...(isLong ? thinBars : {}),
      maxPeak: 1,
      cursorWidth: 2,
      cursorColor: color(element, '--fault'),
      dragToSeek: true,
      splitChannels: ['--lane-agent', '--lane-citizen'].map((name) => ({
        waveColor: color(element, name),
        progressColor: color(element, name),
        height,
      })),
      plugins: [regions],
    });
    // Not before: a region asks the drawn wave for its place.
    wave.once('ready', () => {
      for (const mark of timeline.marks) {
        regions.addRegion({
          start: mark.fromMs / 1000,
          end: mark.toMs / 1000,
          content: `${t(`listening.mark.${mark.kind}`)} ${lastingText(mark.toMs - mark.fromMs, t)}`,
          color: color(element, '--lane-mark'),
          drag: false,
          resize: false,
        });
      }
    });
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

function color(element: HTMLElement, name: string): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

function toFloats(peaks: readonly number[]): number[] {
  return peaks.map((peak) => peak / 100);
}
